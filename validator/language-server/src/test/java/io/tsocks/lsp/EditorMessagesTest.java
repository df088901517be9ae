package io.tsocks.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Seeds;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The messages between an editor and the server: documents, edits, positions, and what is wrong.
@Timeout(60)
class EditorMessagesTest {

    @Test
    void aPositionCountsUtf16Units() throws Exception {
        String text = "# \uD83D\uDE00\r\nlocal = \uD83D\uDE00 x\r\nfallback = yes\r\n";
        try (Editor editor = Editor.showing(text)) {
            assertThat(errors(editor.diagnostics(1))).containsExactly(1);
            editor.change(
                    2, "{\"range\":" + Editor.range(1, 8, 1, 12) + ",\"text\":\"10.0.0.0/8\"}");
            assertThat(errors(editor.diagnostics(2))).isEmpty();
            assertThat(editor.hover(1)).contains("Covers 16,777,216 addresses");
        }
    }

    private static List<Integer> errors(List<JsonValue> diagnostics) {
        return diagnostics.stream()
                .filter(one -> one.at("severity").number() == 1)
                .map(one -> one.at("range").at("start").at("line").number())
                .distinct()
                .toList();
    }

    static LongStream seeds() {
        return Seeds.first(30);
    }

    /// After any edits the server finds what it finds in a text that is opened as the edits left
    /// it.
    @ParameterizedTest
    @MethodSource("seeds")
    void editsAreTakenAsTheEditorMakesThem(long seed) throws Exception {
        RandomGenerator random = Seeds.random(seed);
        List<String> pieces =
                List.of(
                        "local = 10.0.0.0/8\n",
                        "path {\r\n",
                        "}\r",
                        "\uD83D\uDE00",
                        "x",
                        "\n",
                        "# \u00e4",
                        "server = 1");
        String text = Editor.OFFICE;
        List<JsonValue> after;
        try (Editor editor = Editor.showing(text)) {
            editor.diagnostics(1);
            StringBuilder changes = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                int start = random.nextInt(text.length() + 1);
                int end = Math.min(text.length(), start + random.nextInt(30));
                if (isInside(text, start) || isInside(text, end)) {
                    continue;
                }
                String piece = pieces.get(random.nextInt(pieces.size()));
                changes.append(changes.isEmpty() ? "" : ",")
                        .append("{\"range\":{\"start\":")
                        .append(position(text, start))
                        .append(",\"end\":")
                        .append(position(text, end))
                        .append("},\"text\":")
                        .append(Editor.quoted(piece))
                        .append('}');
                text = text.substring(0, start) + piece + text.substring(end);
            }
            editor.change(2, changes.toString());
            after = editor.diagnostics(2);
        }
        try (Editor editor = Editor.showing(text)) {
            assertThat(after).as("seed %d: %s", seed, text).isEqualTo(editor.diagnostics(1));
        }
    }

    /// Whether a place is in a pair of surrogates or a line end, where no editor edits.
    private static boolean isInside(String text, int offset) {
        return offset > 0
                && offset < text.length()
                && (Character.isLowSurrogate(text.charAt(offset))
                        || (text.charAt(offset - 1) == '\r' && text.charAt(offset) == '\n'));
    }

    /// A position, found with nothing but the words of the protocol.
    private static String position(String text, int offset) {
        String[] lines = text.substring(0, offset).split("\r\n|\r|\n", -1);
        return Editor.position(lines.length - 1, lines[lines.length - 1].length());
    }

    @Test
    void aClosedDocumentHasNoFindings() throws Exception {
        try (Editor editor = Editor.showing("nonsense\n")) {
            assertThat(editor.diagnostics(1)).isNotEmpty();
            editor.tell(
                    "textDocument/didClose", "{\"textDocument\":{\"uri\":\"" + Editor.URI + "\"}}");
            assertThat(editor.next().at("params").at("diagnostics").items()).isEmpty();
            assertThat(
                            editor.answer(
                                            "textDocument/hover",
                                            "{\"textDocument\":{\"uri\":\"" + Editor.URI + "\"}}")
                                    .at("error")
                                    .at("code")
                                    .number())
                    .isEqualTo(MessageWriter.REQUEST_FAILED);
        }
    }

    @Test
    void wrongMessagesAreRefusedAndTheNextOnesAnswered() throws Exception {
        try (Editor editor = new Editor()) {
            assertThat(error(editor.answer("textDocument/hover", "{}")))
                    .isEqualTo(MessageWriter.SERVER_NOT_INITIALIZED);
            editor.send("{\"jsonrpc\":");
            assertThat(error(editor.next())).isEqualTo(MessageWriter.PARSE_ERROR);
            editor.send("[".repeat(5000));
            assertThat(error(editor.next())).isEqualTo(MessageWriter.PARSE_ERROR);
            editor.send("{\"jsonrpc\":\"2.0\",\"id\":\"a\"}");
            assertThat(error(editor.next())).isEqualTo(MessageWriter.INVALID_REQUEST);
            editor.request("initialize", "{}");
            assertThat(error(editor.answer("textDocument/nonsense", "{}")))
                    .isEqualTo(MessageWriter.METHOD_NOT_FOUND);
            editor.tell("$/nonsense", "{}");
            editor.request("shutdown", "null");
            assertThat(error(editor.answer("textDocument/hover", "{}")))
                    .isEqualTo(MessageWriter.INVALID_REQUEST);
            editor.tell("exit", "null");
            assertThat(editor.served()).isTrue();
        }
    }

    private static int error(JsonValue answer) {
        return answer.at("error").at("code").number();
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Length: x\\r\\n\\r\\n'",
        "'Content-Length: 999999999\\r\\n\\r\\n'",
        "'Content-Length: 10\\r\\n\\r\\n{}'"
    })
    void whereNoMessageBeginsTheServerEnds(String head) throws Exception {
        Editor editor = new Editor();
        editor.raw(head.replace("\\r", "\r").replace("\\n", "\n"));
        editor.close();
        assertThat(editor.served()).isFalse();
    }
}
