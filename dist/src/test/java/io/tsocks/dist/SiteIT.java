package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Project;
import io.tsocks.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages as one site.
@RequiresProgram({"git", "sphinx-build", "tar"})
class SiteIT {

    @TempDir private static Path site;

    private static Command.Result built;

    @BeforeAll
    static void build() {
        Path script = Project.home().resolve("docs/site/build");
        built = Command.of(script.toString(), site.toString()).result();
    }

    @Test
    void everyPageIsOnItAndEveryLinkLeadsSomewhere() {
        assertThat(built.errors()).isEmpty();
        assertThat(built.status()).isZero();
        for (String folder : List.of("docs", "docs/rules")) {
            for (String page : pages(folder)) {
                assertThat(site.resolve(folder).resolve(page + ".html")).exists();
            }
        }
    }

    /// A browser that opens the files itself loads nothing from elsewhere.
    @Test
    void itIsSearchedWithoutANetwork() throws Exception {
        assertThat(Files.readString(site.resolve("searchindex.js"))).contains("failov");
        assertThat(Files.readString(site.resolve("README.html")))
                .doesNotContain("src=\"http")
                .doesNotContain("rel=\"stylesheet\" href=\"http");
    }

    private static List<String> pages(String folder) {
        Command.Result listed =
                Command.of(
                                "git",
                                "-C",
                                Project.home().toString(),
                                "ls-tree",
                                "--name-only",
                                "HEAD",
                                folder + "/")
                        .result();
        return Stream.of(listed.output().split("\n", -1))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .filter(name -> name.endsWith(".md"))
                .map(name -> name.substring(0, name.length() - 3))
                .toList();
    }
}
