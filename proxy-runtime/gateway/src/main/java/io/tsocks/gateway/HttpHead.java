package io.tsocks.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads lines of HTTP (RFC 9112, section 2.2): each ends with CRLF, or LF alone. A CR anywhere
/// else is refused, because some readers take it for the end of a line and others do not.
final class HttpHead {

    /// The most bytes that a head may have.
    private static final int LONGEST = 64 * 1024;

    /// The most bytes of a line between chunks. Its extensions mean nothing here, so longer ones
    /// would only be work (RFC 9112, section 7.1.1).
    private static final int LONGEST_LINE = 4 * 1024;

    private final InputStream in;
    private final int limit;
    private int left;

    private HttpHead(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
        this.left = limit;
    }

    /// The lines of a message's head, without the empty one that ends it; at least one. Empty lines
    /// before the head are skipped.
    ///
    /// @throws EOFException if the stream ends before the head does
    static List<String> read(InputStream in) throws IOException {
        HttpHead head = new HttpHead(in, LONGEST);
        String first = head.line();
        while (first.isEmpty()) {
            first = head.line();
        }
        List<String> lines = new ArrayList<>(List.of(first));
        lines.addAll(head.rest());
        return lines;
    }

    /// The lines up to an empty one, such as the trailers of a body; may be empty.
    static List<String> readRest(InputStream in) throws IOException {
        return new HttpHead(in, LONGEST).rest();
    }

    /// One line between chunks.
    static String readLine(InputStream in) throws IOException {
        return new HttpHead(in, LONGEST_LINE).line();
    }

    private List<String> rest() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return lines;
    }

    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = next(); next != '\n'; next = next()) {
            bytes.write(next);
        }
        String line = bytes.toString(StandardCharsets.ISO_8859_1);
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0) {
            throw HttpProblem.badRequest("a line has a CR or a zero byte in it");
        }
        return text;
    }

    private int next() throws IOException {
        if (left-- == 0) {
            throw new HttpProblem(
                    "431 Request Header Fields Too Large",
                    "the head of a message or a chunk has more than " + limit + " bytes");
        }
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the connection ended within the head of a message");
        }
        return next;
    }
}
