package io.tsocks.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The editor's end of a connection with a server that runs in the test's own process.
final class Editor implements AutoCloseable {

    /// The policy of an office.
    static final String OFFICE =
            """
            # the office
            # route of 10.1.2.3:80
            # route of www.example.org:443
            local = 10.1.0.0/16

            path {
                reaches = 10.1.2.0/24
                reaches = 10.2.0.0/16
                server = socks5://10.1.0.1
                default_user = anna
                default_pass = hunter2
            }
            fallback = yes
            """;

    static final String URI = "file:///etc/tsocks.conf";

    private final PipedOutputStream out = new PipedOutputStream();
    private final MessageReader in;
    private final CompletableFuture<Boolean> served = new CompletableFuture<>();
    private int last;

    /// An editor that has said nothing yet.
    Editor() throws IOException {
        var toServer = new PipedInputStream(out, 1 << 16);
        var fromServer = new PipedOutputStream();
        this.in =
                new MessageReader(
                        new BufferedInputStream(new PipedInputStream(fromServer, 1 << 16)));
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try (OutputStream answers = fromServer) {
                                served.complete(
                                        new LanguageServer(answers, Optional.empty())
                                                .serve(toServer));
                            } catch (IOException | InterruptedException | RuntimeException e) {
                                served.completeExceptionally(e);
                            }
                        });
    }

    /// What hovering over the start of a line shows; empty if nothing.
    String hover(int line) throws Exception {
        return ask("hover", ",\"position\":" + position(line, 0))
                .at("contents")
                .at("value")
                .text()
                .orElse("");
    }

    /// An editor that has shown a text, with what the server finds in it.
    static Editor showing(String text) throws Exception {
        Editor editor = new Editor();
        editor.request("initialize", "{\"capabilities\":{}}");
        editor.tell("initialized", "{}");
        editor.open(text);
        return editor;
    }

    void send(String json) throws IOException {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        raw("Content-Length: " + content.length + "\r\n\r\n");
        out.write(content);
        out.flush();
    }

    void raw(String head) throws IOException {
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    void tell(String method, String parameters) throws IOException {
        send("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + parameters + "}");
    }

    /// The next message of the server.
    JsonValue next() throws Exception {
        return in.next().orElseThrow(() -> new AssertionError("the server has gone"));
    }

    /// Sends a request and returns its answer. Messages that come before it are skipped.
    JsonValue answer(String method, String parameters) throws Exception {
        last++;
        send(
                "{\"jsonrpc\":\"2.0\",\"id\":"
                        + last
                        + ",\"method\":\""
                        + method
                        + "\",\"params\":"
                        + parameters
                        + "}");
        JsonValue message = next();
        while (message.at("id").number() != last) {
            message = next();
        }
        return message;
    }

    /// The result of a request.
    JsonValue request(String method, String parameters) throws Exception {
        JsonValue answer = answer(method, parameters);
        assertThat(answer.at("error")).isEqualTo(new JsonValue.Nothing());
        return answer.at("result");
    }

    /// The result of a request about the document.
    ///
    /// @param more further fields, with a comma before them
    JsonValue ask(String method, String more) throws Exception {
        return request("textDocument/" + method, "{" + document(0) + more + "}");
    }

    void open(String text) throws IOException {
        open(URI, text);
    }

    void open(String uri, String text) throws IOException {
        tell(
                "textDocument/didOpen",
                "{\"textDocument\":{\"uri\":\""
                        + uri
                        + "\",\"languageId\":\"tsocks\",\"version\":1,\"text\":"
                        + quoted(text)
                        + "}}");
    }

    void change(int version, String changes) throws IOException {
        tell(
                "textDocument/didChange",
                "{" + document(version) + ",\"contentChanges\":[" + changes + "]}");
    }

    private static String document(int version) {
        return "\"textDocument\":{\"uri\":\"" + URI + "\",\"version\":" + version + "}";
    }

    /// What the server finds in a version of the text.
    List<JsonValue> diagnostics(int version) throws Exception {
        for (; ; ) {
            JsonValue message = next();
            JsonValue parameters = message.at("params");
            if (message.at("method").text().equals(Optional.of("textDocument/publishDiagnostics"))
                    && parameters.at("version").number() == version) {
                return parameters.at("diagnostics").items();
            }
        }
    }

    static String quoted(String text) throws IOException {
        var json = new StringWriter();
        try (JsonGenerator to = new JsonFactory().createGenerator(json)) {
            to.writeString(text);
        }
        return json.toString();
    }

    static String position(int line, int character) {
        return "{\"line\":" + line + ",\"character\":" + character + "}";
    }

    static String range(int line, int character, int endLine, int endCharacter) {
        return "{\"start\":"
                + position(line, character)
                + ",\"end\":"
                + position(endLine, endCharacter)
                + "}";
    }

    /// Whether the server has ended in order.
    boolean served() throws InterruptedException, ExecutionException {
        return served.get();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
