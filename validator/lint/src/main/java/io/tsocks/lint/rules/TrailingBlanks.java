package io.tsocks.lint.rules;

import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.Fix;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.List;

/// Invisible blanks.
public final class TrailingBlanks extends LintRule {

    /// The rule.
    public TrailingBlanks() {
        super("TS601", Severity.STYLE, "blanks at the end of a line");
    }

    @Override
    public Page page() {
        return Page.of(
                "Blanks or tabs at the ends of lines.",
                "They appear in diffs and mean nothing.",
                """
                server = 127.0.0.1\s
                server_type = 5
                """,
                Page.SERVER,
                "Safe: removes them.");
    }

    @Override
    public void check(Subject subject, Findings findings) {
        String text = subject.file().text();
        List<Edit> edits = new ArrayList<>();
        for (int i = 1; i <= text.length(); i++) {
            if (isLineEnd(text, i) && isBlank(text.charAt(i - 1))) {
                edits.add(new Edit(blanksBefore(text, i), ""));
            }
        }
        if (!edits.isEmpty()) {
            findings.add(finding(edits));
        }
    }

    private Finding finding(List<Edit> edits) {
        String count = edits.size() == 1 ? "" : " (" + edits.size() + " such lines)";
        return new Finding(
                Problem.of(
                        this,
                        edits.getFirst().span(),
                        "blanks at the end of the line" + count,
                        "remove them"),
                new Fix(Fix.Safety.SAFE, "remove the blanks", edits));
    }

    private static boolean isLineEnd(String text, int at) {
        return at == text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static Span blanksBefore(String text, int end) {
        int start = end;
        while (start > 0 && isBlank(text.charAt(start - 1))) {
            start--;
        }
        return new Span(start, end);
    }
}
