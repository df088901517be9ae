package io.tsocks.gateway;

import io.tsocks.protocol.HttpHead;
import io.tsocks.protocol.HttpSyntaxException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/// Reads the lines of HTTP from a stream, and nothing behind them.
final class HeadReader {

    /// The most bytes that a head may have, and so the most lines.
    static final int LONGEST = 64 * 1024;

    /// The most bytes of a line between chunks. Its extensions mean nothing here, so that more of
    /// them is only work (RFC 9112, section 7.1.1).
    private static final int LONGEST_LINE = 4 * 1024;

    private HeadReader() {}

    /// The lines of a message's head, without the empty one that ends it; at least one. Empty lines
    /// before it are passed over.
    ///
    /// @throws EOFException if the stream ends before the head does
    static List<String> read(InputStream in) throws IOException {
        return read(in, LONGEST);
    }

    /// The same for a head of at most this many bytes.
    static List<String> read(InputStream in, int longest) throws IOException {
        return read(in, HttpHead.ofMessage(longest, longest));
    }

    /// The lines up to an empty one; perhaps none. The trailers of a body are such.
    static List<String> readRest(InputStream in) throws IOException {
        return read(in, HttpHead.ofTrailers(LONGEST));
    }

    /// One line between chunks.
    static String readLine(InputStream in) throws IOException {
        List<String> lines = read(in, HttpHead.ofLine(LONGEST_LINE));
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    private static List<String> read(InputStream in, HttpHead head) throws IOException {
        byte[] part = new byte[3];
        try {
            while (!head.isComplete()) {
                head.take(ByteBuffer.wrap(part, 0, read(in, part, head.needed())));
            }
            return head.lines();
        } catch (HttpSyntaxException e) {
            throw HttpProblem.of(e);
        }
    }

    private static int read(InputStream in, byte[] part, int needed) throws IOException {
        int count = in.read(part, 0, Math.min(part.length, needed));
        if (count < 0) {
            throw new EOFException("the connection ended within the head of a message");
        }
        return count;
    }
}
