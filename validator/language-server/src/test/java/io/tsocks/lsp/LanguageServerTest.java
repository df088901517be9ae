package io.tsocks.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the server tells an editor of a policy, and offers to do.
@Timeout(60)
class LanguageServerTest {

    private static String code(JsonValue diagnostic) {
        return diagnostic.at("code").text().orElse("");
    }

    @Test
    void findingsHaveCodesPlacesAndWhatBelongsToThem() throws Exception {
        try (Editor editor = Editor.showing(Editor.OFFICE)) {
            JsonValue dead =
                    editor.diagnostics(1).stream()
                            .filter(one -> code(one).equals("TS301"))
                            .findFirst()
                            .orElseThrow();
            assertThat(LineIndex.Position.of(dead.at("range").at("start")))
                    .isEqualTo(new LineIndex.Position(6, 4));
            assertThat(LineIndex.Position.of(dead.at("range").at("end")))
                    .isEqualTo(new LineIndex.Position(6, 25));
            assertThat(dead.at("severity").number()).isEqualTo(2);
            assertThat(dead.at("source").text()).contains("tsocks");
            assertThat(dead.at("tags").items())
                    .as("an editor shows it faded")
                    .containsExactly(new JsonValue.Numeral("1"));
            assertThat(dead.at("relatedInformation").items())
                    .singleElement()
                    .satisfies(
                            by ->
                                    assertThat(
                                                    LineIndex.Position.of(
                                                            by.at("location")
                                                                    .at("range")
                                                                    .at("start")))
                                            .isEqualTo(new LineIndex.Position(3, 0)));
        }
    }

    /// A file of a million lines comes in one message, and the next edit is one of its text.
    @Test
    void aHugeTextTakesThePlaceOfTheOneBefore() throws Exception {
        try (Editor editor = Editor.showing("foo = 1\n")) {
            assertThat(editor.diagnostics(1)).isNotEmpty();
            editor.change(2, "{\"text\":" + Editor.quoted("# x\n".repeat(5_500_000)) + "}");
            editor.change(3, "{\"range\":" + Editor.range(0, 0, 0, 0) + ",\"text\":\"# y\\n\"}");
            assertThat(editor.diagnostics(3)).noneMatch(one -> code(one).equals("TS101"));
        }
    }

    private static String applied(String text, JsonValue edits) {
        LineIndex index = new LineIndex(text);
        List<TextChange> changes = new ArrayList<>();
        for (JsonValue edit : edits.items()) {
            changes.add(
                    new TextChange(
                            index.span(edit.at("range")), edit.at("newText").text().orElseThrow()));
        }
        changes.sort(Comparator.comparingInt((TextChange one) -> one.span().start()).reversed());
        String now = text;
        for (TextChange change : changes) {
            now =
                    now.substring(0, change.span().start())
                            + change.replacement()
                            + now.substring(change.span().end());
        }
        return now;
    }

    private static JsonValue edits(JsonValue action) {
        return action.at("edit").at("changes").at(Editor.URI);
    }

    @Test
    void aQuickFixIsOfferedAtItsFinding() throws Exception {
        try (Editor editor = Editor.showing(Editor.OFFICE)) {
            List<JsonValue> actions =
                    editor.ask(
                                    "codeAction",
                                    ",\"range\":"
                                            + Editor.range(6, 8, 6, 8)
                                            + ",\"context\":{\"diagnostics\":[],\"only\":[\"quickfix\"]}")
                            .items();
            assertThat(actions).hasSize(1);
            assertThat(actions.getFirst().at("title").text())
                    .contains("remove the line (look at it: unsafe)");
            assertThat(code(actions.getFirst().at("diagnostics").items().getFirst()))
                    .isEqualTo("TS301");
            assertThat(applied(Editor.OFFICE, edits(actions.getFirst())))
                    .isEqualTo(Editor.OFFICE.replace("    reaches = 10.1.2.0/24\n", ""));
            assertThat(
                            editor.ask(
                                            "codeAction",
                                            ",\"range\":"
                                                    + Editor.range(3, 0, 3, 0)
                                                    + ",\"context\":{\"only\":[\"quickfix\"]}")
                                    .items())
                    .isEmpty();
        }
    }

    @Test
    void allSafeFixesAreAppliedTogether() throws Exception {
        String text = "local=10.0.0.0/8  \nserver = 10.0.0.1\nserver_type=5\t\n";
        try (Editor editor = Editor.showing(text)) {
            List<JsonValue> actions =
                    editor.ask(
                                    "codeAction",
                                    ",\"range\":"
                                            + Editor.range(0, 0, 0, 0)
                                            + ",\"context\":{\"only\":[\"source.fixAll\"]}")
                            .items();
            assertThat(actions)
                    .singleElement()
                    .matches(one -> one.at("kind").text().equals(Optional.of("source.fixAll")));
            assertThat(applied(text, edits(actions.getFirst())))
                    .isEqualTo("local = 10.0.0.0/8\nserver = 10.0.0.1\nserver_type = 5\n");
        }
    }

    @Test
    void formattingIsThatOfTheValidator() throws Exception {
        String text =
                Editor.OFFICE
                        .replace("    reaches = 10.2", "reaches=10.2")
                        .replace("\n\n", "\n\n\n");
        try (Editor editor = Editor.showing(text)) {
            JsonValue edits = editor.ask("formatting", ",\"options\":{\"tabSize\":4}");
            assertThat(applied(text, edits)).isEqualTo(Editor.OFFICE);
            editor.change(2, "{\"text\":" + Editor.quoted(Editor.OFFICE) + "}");
            assertThat(editor.ask("formatting", "").items()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0, local;path;server;fallback, reaches",
        "7, 0, reaches;server;select;}, local;fallback;path",
        "12, 11, yes;no, local",
        "8, 13, socks5://;unix:/, reaches",
        "0, 6, '', local",
    })
    void whatCanBeWrittenDependsOnThePlace(int line, int character, String some, String none)
            throws Exception {
        try (Editor editor = Editor.showing(Editor.OFFICE)) {
            List<String> labels =
                    editor
                            .ask("completion", ",\"position\":" + Editor.position(line, character))
                            .items()
                            .stream()
                            .map(item -> item.at("label").text().orElseThrow())
                            .toList();
            if (some.isEmpty()) {
                assertThat(labels).isEmpty();
            } else {
                assertThat(labels).contains(some.split(";"));
            }
            assertThat(labels).doesNotContain(none.split(";"));
        }
    }

    @Test
    void aCompletionReplacesTheWordAndIsDocumented() throws Exception {
        String text = "path {\n    rea\n}\n";
        try (Editor editor = Editor.showing(text)) {
            JsonValue reaches =
                    editor.ask("completion", ",\"position\":" + Editor.position(1, 7))
                            .items()
                            .getFirst();
            JsonValue edits = new JsonValue.Items(List.of(reaches.at("textEdit")));
            assertThat(applied(text, edits)).isEqualTo("path {\n    reaches = \n}\n");
            assertThat(reaches.at("documentation").at("value").text().orElse(""))
                    .contains("optionally with ports");
        }
    }

    @Test
    void hoveringSaysWhatALineDoes() throws Exception {
        try (Editor editor = Editor.showing(Editor.OFFICE)) {
            assertThat(editor.hover(3))
                    .contains("`local` (top level)")
                    .contains("Covers 65,536 addresses and decides for all of them");
            assertThat(editor.hover(6)).contains("decides for none of them", "local at line 4");
            assertThat(editor.hover(10)).contains("`default\\_pass`".replace("\\", ""));
            assertThat(editor.hover(4)).isEmpty();
            editor.change(2, "{\"text\":\"local = 10.0.0.0/8\\nnonsense\\n\"}");
            assertThat(editor.hover(0)).as("a text with errors").doesNotContain("Covers");
        }
    }

    @Test
    void theDefinitionOfADeadLineIsWhatTakesItsAddresses() throws Exception {
        try (Editor editor = Editor.showing(Editor.OFFICE)) {
            assertThat(definition(editor, 6)).containsExactly(3);
            assertThat(definition(editor, 7)).isEmpty();
            assertThat(definition(editor, 8)).as("of a server: its path").containsExactly(5);
        }
    }

    private static List<Integer> definition(Editor editor, int line) throws Exception {
        return editor
                .ask("definition", ",\"position\":" + Editor.position(line, 5))
                .items()
                .stream()
                .map(place -> place.at("range").at("start").at("line").number())
                .toList();
    }

    @Test
    void theOutlineHasThePathsAndNoPassword() throws Exception {
        try (Editor editor = Editor.showing(Editor.OFFICE)) {
            JsonValue symbols = editor.ask("documentSymbol", "");
            assertThat(symbols.items())
                    .extracting(symbol -> symbol.at("name").text().orElse(""))
                    .containsExactly("10.1.0.0/16", "path");
            JsonValue path = symbols.items().get(1);
            assertThat(path.at("detail").text()).contains("socks5://10.1.0.1");
            assertThat(path.at("children").items())
                    .extracting(symbol -> symbol.at("name").text().orElse(""))
                    .containsExactly("10.1.2.0/24", "10.2.0.0/16", "socks5://10.1.0.1");
            assertThat(symbols.toString()).doesNotContain("hunter2");
            assertThat(editor.ask("foldingRange", "").items())
                    .extracting(
                            fold ->
                                    fold.at("startLine").number()
                                            + "-"
                                            + fold.at("endLine").number())
                    .containsExactly("5-11", "0-2");
        }
    }

    @Test
    void aCommentThatAsksForARouteIsAnswered() throws Exception {
        try (Editor editor = Editor.showing(Editor.OFFICE)) {
            assertThat(lenses(editor))
                    .containsExactly("direct (local at line 4)", "its address decides");
            editor.change(
                    2,
                    "{\"text\":"
                            + Editor.quoted(Editor.OFFICE.replace("10.1.2.3:80", "10.2.0.1"))
                            + "}");
            assertThat(lenses(editor).getFirst())
                    .isEqualTo("via socks5://10.1.0.1:1080 as anna (path at line 6)");
            editor.change(3, "{\"text\":\"# route of a b\\n# route of 1:2:3\\n\"}");
            assertThat(lenses(editor)).hasSize(1);
        }
    }

    @Test
    void expectationsAreTriedInTheirPlace() throws Exception {
        String text =
                Editor.OFFICE
                        + """
                        # expect 10.2.0.0/16 via socks5://10.1.0.1:1080
                        # expect 10.1.0.0/16 port 1-1023 not direct
                        # expect 10.2.3.4:80 direct
                        # expect 10.2.3.4:80 sideways
                        # expect .example.org direct
                        """;
        try (Editor editor = Editor.showing(text)) {
            assertThat(lenses(editor))
                    .containsExactly(
                            "direct (local at line 4)",
                            "its address decides",
                            "met",
                            "not met: 10.1.0.0:1 is direct; local at line 4: 10.1.0.0 is in"
                                    + " 10.1.0.0/255.255.0.0",
                            "not met: via socks5://10.1.0.1:1080 (path at line 6); reaches at line"
                                    + " 8: 10.2.3.4 is in 10.2.0.0/255.255.0.0",
                            "'sideways' is not an outcome; use direct, refused, resolved, via"
                                    + " SERVER, via any or any",
                            "not met: example.org:1 is resolved; its address decides, and may be"
                                    + " 10.2.0.0, which is via socks5://10.1.0.1:1080 as anna"
                                    + " (reaches at line 8)");
        }
    }

    private static List<String> lenses(Editor editor) throws Exception {
        return editor.ask("codeLens", "").items().stream()
                .map(lens -> lens.at("command").at("title").text().orElse(""))
                .toList();
    }
}
