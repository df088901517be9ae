package io.tsocks.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageServerIT {

    private static final String DOCUMENT = "\"textDocument\":{\"uri\":\"file:///tsocks.conf\"";
    private static final List<String> MESSAGES =
            List.of(
                    "\"id\":1,\"method\":\"initialize\",\"params\":{}",
                    "\"method\":\"textDocument/didOpen\",\"params\":{"
                            + DOCUMENT
                            + ",\"version\":1,\"text\":\"local=10.0.0.0/8\\n\"}}",
                    "\"id\":2,\"method\":\"textDocument/codeAction\",\"params\":{"
                            + DOCUMENT
                            + "},\"range\":{\"end\":{\"line\":1}},\"context\":{\"only\":[\"quickfix\"]}}",
                    "\"id\":3,\"method\":\"shutdown\"",
                    "\"method\":\"exit\"");

    @TempDir private Path folder;

    @Test
    void findingsLeadToThePagesOfTheImage() throws Exception {
        StringBuilder input = new StringBuilder();
        for (String fields : MESSAGES) {
            String message = "{\"jsonrpc\":\"2.0\"," + fields + "}";
            input.append("Content-Length: %d\r\n\r\n%s".formatted(message.length(), message));
        }
        Path messages = Files.writeString(folder.resolve("messages"), input);
        Image.Outcome outcome =
                Image.shell(
                        "\"$0\" --stdio < \"$1\"",
                        Image.HOME.resolve("bin/tsocks-lsp").toString(),
                        messages.toString());
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        Path page = Image.HOME.toRealPath().resolve("lib/rules/TS501.md");
        assertThat(page).exists();
        assertThat(outcome.out()).contains("\"title\":\"", "\"href\":\"" + page.toUri() + "\"");
    }
}
