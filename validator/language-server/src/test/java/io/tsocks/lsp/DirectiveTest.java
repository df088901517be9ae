package io.tsocks.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Project;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What editors say of a statement is what the description of the language says.
class DirectiveTest {

    @Test
    void directivesAreThoseOfTheDescription() throws Exception {
        List<String> rows =
                Files.readAllLines(Project.home().resolve("docs/tsocks-conf.md")).stream()
                        .dropWhile(line -> !line.startsWith("| statement "))
                        .skip(2)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();
        // server has two rows, of which the second describes the form that is offered
        assertThat(Directive.ALL.stream().map(DirectiveTest::row))
                .containsExactlyElementsOf(
                        rows.stream()
                                .filter(row -> !row.contains("`server = HOST`"))
                                .map(DirectiveTest::plain)
                                .toList());
    }

    private static String row(Directive directive) {
        return String.join(
                "|", directive.name(), directive.where(), directive.value(), directive.otherwise());
    }

    /// The first word of a row and its cells, without links.
    private static String plain(String row) {
        List<String> cells =
                Stream.of(row.substring(1, row.lastIndexOf('|')).split("\\|", -1))
                        .map(cell -> cell.strip().replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1"))
                        .toList();
        String name = cells.get(0).replaceFirst("^`([a-z_]+).*", "$1");
        return String.join("|", name, cells.get(1), cells.get(2), cells.get(3));
    }
}
