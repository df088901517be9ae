"""How Sphinx makes one site of the pages. They are Markdown that GitHub shows, too, so this file has what only the site
needs: the order of the pages."""

project = html_title = "tsocks"
root_doc = "README"
extensions = ["myst_parser"]
html_theme = "furo"
html_copy_source = False
html_show_sphinx = False
myst_heading_anchors = 4
include_patterns = ["*.md", "samples/*.md", "docs/*.md", "docs/rules/*.md", "editors/*/README.md"]
# Examples of a console or of a format that no highlighter knows.
suppress_warnings = ["misc.highlighting_failure"]

CONTENTS = {
    "The policy": ["samples/README", "docs/tsocks-conf", "docs/rules/README", "docs/route-questions", "docs/route-json", "docs/convert",
                   "docs/inspect"],
    "Programs": ["docs/how-interception-works", "docs/agent", "docs/embedding", "docs/test-server"],
    "The service": ["docs/service", "docs/gateway", "docs/fleets"],
    "Around it": ["docs/ci", "docs/editors", "editors/vscode/README", "editors/tree-sitter/README", "docs/packages",
                  "docs/performance"],
    "The project": ["docs/architecture", "CONTRIBUTING", "RELEASING", "CHANGELOG", "SECURITY", "CODE_OF_CONDUCT"],
}
RULES = "```{toctree}\n:hidden:\n:glob:\n\nTS*\n```\n"


def add_contents(app, page, source):
    if page == root_doc:
        for caption, pages in CONTENTS.items():
            source[0] += f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n" + "\n".join(pages) + "\n```\n"
    elif page == "docs/rules/README":
        source[0] += "\n" + RULES


def setup(app):
    app.connect("source-read", add_contents)
