package io.tsocks.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes the head of a message of HTTP, up to the empty line that ends it and not a byte more (RFC
/// 9112, section 2.2). Each line ends with CRLF, or LF alone. A CR anywhere else is refused,
/// because what comes after it is a line to some and not to others.
///
/// Not thread-safe.
public final class HttpHead {

    /// What ends it.
    private enum Kind {
        /// An empty line behind at least one other.
        MESSAGE,
        /// An empty line.
        TRAILERS,
        /// Any line.
        LINE
    }

    private final int longest;
    private final int mostLines;
    private final Kind kind;
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int taken;
    private boolean endsWithCr;
    private boolean isComplete;

    private HttpHead(int longest, int mostLines, Kind kind) {
        this.longest = longest;
        this.mostLines = mostLines;
        this.kind = kind;
    }

    /// A head of at least one line. Empty lines before it are passed over.
    ///
    /// @param longest how many bytes it may have
    /// @param mostLines how many lines it may have, the empty ones not counted
    public static HttpHead ofMessage(int longest, int mostLines) {
        return new HttpHead(longest, mostLines, Kind.MESSAGE);
    }

    /// Lines up to an empty one, perhaps none: the trailers of a body are such.
    ///
    /// @param longest how many bytes they may have
    public static HttpHead ofTrailers(int longest) {
        return new HttpHead(longest, longest, Kind.TRAILERS);
    }

    /// One line, such as those between chunks.
    ///
    /// @param longest how many bytes it may have
    public static HttpHead ofLine(int longest) {
        return new HttpHead(longest, 1, Kind.LINE);
    }

    /// How many more bytes there are at least; 0 where the head is complete.
    public int needed() {
        if (isComplete) {
            return 0;
        }
        boolean isWithinLine = line.size() > (endsWithCr ? 1 : 0);
        return switch (kind) {
            case MESSAGE -> isWithinLine ? 2 : lines.isEmpty() ? 3 : 1;
            case TRAILERS -> isWithinLine ? 2 : 1;
            case LINE -> 1;
        };
    }

    /// How many of the bytes that come next are the head's, without taking them.
    public int claim(ByteBuffer next) {
        boolean isEmpty = line.size() == (endsWithCr ? 1 : 0);
        boolean hasLines = !lines.isEmpty();
        for (int i = next.position(); i < next.limit() && !isComplete; i++) {
            byte octet = next.get(i);
            if (octet == '\n' && isEnd(isEmpty, hasLines)) {
                return i + 1 - next.position();
            }
            hasLines |= octet == '\n' && !isEmpty;
            isEmpty = octet == '\n' || (isEmpty && octet == '\r');
        }
        return isComplete ? 0 : next.remaining();
    }

    /// Whether the end of a line is that of the whole.
    ///
    /// @param isEmpty whether the line is
    /// @param hasLines whether there are others before it
    private boolean isEnd(boolean isEmpty, boolean hasLines) {
        return switch (kind) {
            case MESSAGE -> isEmpty && hasLines;
            case TRAILERS -> isEmpty;
            case LINE -> true;
        };
    }

    /// Takes what belongs to the head, and leaves the rest.
    ///
    /// @throws HttpSyntaxException if a line is none, or the head is too long
    public void take(ByteBuffer in) throws HttpSyntaxException {
        while (!isComplete && in.hasRemaining()) {
            take(in.get());
        }
    }

    /// Takes what belongs to the line that is read, and leaves the rest.
    void takeLine(ByteBuffer in) throws HttpSyntaxException {
        boolean isWithin = true;
        while (isWithin && !isComplete && in.hasRemaining()) {
            byte octet = in.get();
            take(octet);
            isWithin = octet != '\n';
        }
    }

    private void take(byte octet) throws HttpSyntaxException {
        count();
        if (octet == '\n') {
            endLine();
            return;
        }
        if (endsWithCr || octet == 0) {
            throw HttpSyntaxException.of("a line has a CR or a zero byte in it");
        }
        endsWithCr = octet == '\r';
        line.write(octet);
    }

    private void count() throws HttpSyntaxException {
        if (taken == longest) {
            throw HttpSyntaxException.tooLong(
                    "the head of a message or a chunk has more than " + longest + " bytes");
        }
        taken++;
    }

    private void endLine() throws HttpSyntaxException {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        String whole = endsWithCr ? text.substring(0, text.length() - 1) : text;
        line.reset();
        endsWithCr = false;
        isComplete = isEnd(whole.isEmpty(), !lines.isEmpty());
        if (!whole.isEmpty()) {
            addLine(whole);
        }
    }

    private void addLine(String text) throws HttpSyntaxException {
        if (lines.size() == mostLines) {
            throw HttpSyntaxException.tooLong(
                    "the head of a message has more than " + mostLines + " lines");
        }
        lines.add(text);
    }

    /// Whether nothing more belongs to it.
    public boolean isComplete() {
        return isComplete;
    }

    /// The first line; empty where it has not come yet, or is empty.
    public Optional<String> firstLine() {
        return lines.stream().findFirst();
    }

    /// The lines that are whole, without the empty one at the end; a character for each byte.
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
