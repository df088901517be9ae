package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// docs/rules is made from the rules' own pages. `-Dtsocks.approve=true` writes it.
class RuleDocsTest {

    private static final Path FOLDER = Project.home().resolve("docs/rules");

    @Test
    void everyRuleHasItsPageInTheDocs() throws IOException {
        for (Catalog.Entry entry : Catalog.entries()) {
            verify(entry.kind().id() + ".md", PageText.markdown(entry));
        }
    }

    @Test
    void theIndexListsTheRules() throws IOException {
        String rows =
                Catalog.entries().stream()
                        .map(RuleDocsTest::row)
                        .collect(Collectors.joining("\n", "", "\n"));
        verify(
                "README.md",
                "# Rules of tsocks-validate\n\nMade from the rules' own texts by `RuleDocsTest`; do"
                        + " not edit.\n\n| id | severity | finds |\n|---|---|---|\n"
                        + rows);
    }

    @Test
    void noPageIsLeftOver() throws IOException {
        List<String> known =
                Stream.concat(
                                Stream.of("README.md"),
                                Catalog.entries().stream().map(entry -> entry.kind().id() + ".md"))
                        .toList();
        try (Stream<Path> pages = Files.list(FOLDER)) {
            assertThat(pages).extracting(page -> page.getFileName().toString()).isSubsetOf(known);
        }
    }

    private static String row(Catalog.Entry entry) {
        String id = entry.kind().id();
        return "| ["
                + id
                + "]("
                + id
                + ".md) | "
                + entry.kind().severity().label()
                + " | "
                + entry.kind().title()
                + " |";
    }

    private static void verify(String name, String text) throws IOException {
        Path page = FOLDER.resolve(name);
        if (Boolean.getBoolean("tsocks.approve")) {
            Files.createDirectories(FOLDER);
            Files.writeString(page, text);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("%s; -Dtsocks.approve=true writes it", page)
                .isEqualTo(text);
    }
}
