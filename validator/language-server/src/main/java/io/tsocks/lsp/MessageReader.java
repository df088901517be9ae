package io.tsocks.lsp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Reads the messages of a client: a head with `Content-Length`, an empty line, and as many bytes
/// of JSON (LSP 3.17, base protocol).
final class MessageReader {

    /// A file of a million lines has 30 MB.
    private static final int LONGEST = 256 << 20;

    private static final int LONGEST_LINE = 1000;
    private static final String LENGTH = "content-length:";
    /// A text is one string of a message.
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxStringLength(LONGEST).build())
                    .build();

    private final InputStream in;
    private boolean isAtEnd;

    /// @param in is buffered
    MessageReader(InputStream in) {
        this.in = in;
    }

    /// The content of a message is not JSON; the next message can be read all the same.
    static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1;

        MalformedException(String why) {
            super(why);
        }
    }

    /// The next message; empty at the end.
    ///
    /// @throws IOException if the head is none, so that nothing tells where the next message begins
    Optional<JsonValue> next() throws IOException, MalformedException {
        int length = -1;
        for (String line = line(); !line.isEmpty() || length < 0; line = line()) {
            if (line.isEmpty() && isAtEnd) {
                return Optional.empty();
            }
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith(LENGTH)) {
                length = length(lower.substring(LENGTH.length()).strip());
            }
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException("the client has gone within a message");
        }
        try (JsonParser json = JSON.createParser(content)) {
            return Optional.of(JsonValue.read(json));
        } catch (IOException _) {
            throw new MalformedException("the message is not JSON");
        }
    }

    private static int length(String digits) throws IOException {
        if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) > LONGEST) {
            throw new IOException("Content-Length is not the length of a message: " + digits);
        }
        return Integer.parseInt(digits);
    }

    /// A line of a head, without its end.
    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                isAtEnd = true;
                return "";
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line of the head is too long");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }
}
