package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes messages to a client.
final class MessageWriter {

    /// JSON-RPC 2.0, section 5.1.
    static final int PARSE_ERROR = -32700;

    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;

    /// LSP 3.17, `ErrorCodes`.
    static final int SERVER_NOT_INITIALIZED = -32002;

    static final int REQUEST_FAILED = -32803;

    private static final JsonFactory JSON = new JsonFactory();

    private final OutputStream out;

    MessageWriter(OutputStream out) {
        this.out = out;
    }

    /// Writes a value.
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /// Answers a request.
    ///
    /// @param id the request's
    /// @param result writes one value
    void answer(JsonValue id, Content result) throws IOException {
        send(
                json -> {
                    id(json, id);
                    json.writeFieldName("result");
                    result.write(json);
                });
    }

    /// Refuses a request.
    void refuse(JsonValue id, int code, String message) throws IOException {
        send(
                json -> {
                    id(json, id);
                    json.writeObjectFieldStart("error");
                    json.writeNumberField("code", code);
                    json.writeStringField("message", message);
                    json.writeEndObject();
                });
    }

    /// Tells the client something.
    ///
    /// @param parameters writes one value
    void tell(String method, Content parameters) throws IOException {
        send(
                json -> {
                    json.writeStringField("method", method);
                    json.writeFieldName("params");
                    parameters.write(json);
                });
    }

    private static void id(JsonGenerator json, JsonValue id) throws IOException {
        json.writeFieldName("id");
        switch (id) {
            case JsonValue.Numeral(String digits) -> json.writeNumber(digits);
            case JsonValue.Text(String text) -> json.writeString(text);
            case JsonValue.Fields _, JsonValue.Items _, JsonValue.Truth _, JsonValue.Nothing _ ->
                    json.writeNull();
        }
    }

    private void send(Content fields) throws IOException {
        var content = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(content)) {
            json.writeStartObject();
            json.writeStringField("jsonrpc", "2.0");
            fields.write(json);
            json.writeEndObject();
        }
        String head = "Content-Length: " + content.size() + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        content.writeTo(out);
        out.flush();
    }
}
