package io.tsocks.gateway;

import io.tsocks.protocol.HttpFields;
import io.tsocks.protocol.HttpRequestLine;
import io.tsocks.protocol.HttpSyntaxException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How the body of a message ends (RFC 9112, section 6). A body whose length two readers could
/// understand differently is refused: one of them would see a second message in it.
sealed interface HttpBody {

    /// Copies exactly the body, as it arrives.
    ///
    /// @throws EOFException if the stream ends before the body does
    void copy(InputStream in, OutputStream out) throws IOException;

    /// There is no body.
    record None() implements HttpBody {
        @Override
        public void copy(InputStream in, OutputStream out) {}
    }

    /// The body has this many bytes.
    record Length(long bytes) implements HttpBody {
        @Override
        public void copy(InputStream in, OutputStream out) throws IOException {
            byte[] part = new byte[8192];
            long left = bytes;
            while (left > 0) {
                int count = in.read(part, 0, (int) Math.min(part.length, left));
                if (count < 0) {
                    throw new EOFException("the connection ended within a body");
                }
                out.write(part, 0, count);
                left -= count;
            }
        }
    }

    /// The body comes in chunks (RFC 9112, section 7.1) and is sent on in chunks, without their
    /// extensions.
    record Chunked() implements HttpBody {

        /// The most hexadecimal digits that surely fit in a `long`.
        private static final int MOST_DIGITS = 15;

        @Override
        public void copy(InputStream in, OutputStream out) throws IOException {
            long size = size(HeadReader.readLine(in));
            while (size > 0) {
                out.write(ascii(Long.toHexString(size) + "\r\n"));
                new Length(size).copy(in, out);
                if (!HeadReader.readLine(in).isEmpty()) {
                    throw HttpProblem.badRequest("a chunk is longer than it says");
                }
                out.write(ascii("\r\n"));
                size = size(HeadReader.readLine(in));
            }
            HttpFields trailers = trailers(HeadReader.readRest(in));
            out.write(ascii("0\r\n" + trailers.text() + "\r\n"));
        }

        private static HttpFields trailers(List<String> lines) throws HttpProblem {
            try {
                return HttpFields.parse(lines);
            } catch (HttpSyntaxException e) {
                throw HttpProblem.of(e);
            }
        }

        /// Of `1a`, `1a;name=value` and `1a ; name`. Read by hand, in one pass, because the peer
        /// chooses the line: a regular expression that goes back takes the square of its length.
        private static long size(String line) throws HttpProblem {
            int digits = 0;
            while (digits < line.length() && isHexDigit(line.charAt(digits))) {
                digits++;
            }
            int end = afterBlanks(line, digits);
            boolean isWhole = end == line.length() || line.charAt(end) == ';';
            if (digits == 0 || digits > MOST_DIGITS || !isWhole) {
                throw HttpProblem.badRequest("a chunk has no size");
            }
            return Long.parseLong(line, 0, digits, 16);
        }

        private static int afterBlanks(String line, int start) {
            int end = start;
            while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
                end++;
            }
            return end;
        }

        private static boolean isHexDigit(char digit) {
            return digit < 128 && Character.digit(digit, 16) >= 0;
        }
    }

    /// The body ends with the connection.
    record UntilEnd() implements HttpBody {
        @Override
        public void copy(InputStream in, OutputStream out) throws IOException {
            in.transferTo(out);
        }
    }

    /// How the body of a request ends.
    ///
    /// @throws HttpProblem if its end is in doubt
    static HttpBody ofRequest(HttpFields fields, String version) throws HttpProblem {
        List<String> codings = fields.elements("transfer-encoding");
        if (codings.isEmpty()) {
            return hasLength(fields) ? new Length(length(fields)) : new None();
        }
        if (hasLength(fields) || version.equals(HttpRequestLine.VERSION_1_0)) {
            throw HttpProblem.badRequest("two fields disagree on how the body ends");
        }
        if (!codings.equals(List.of("chunked"))) {
            throw new HttpProblem("501 Not Implemented", "the body has a coding besides chunked");
        }
        return new Chunked();
    }

    /// How the body of a response ends. A request may have several responses.
    ///
    /// @param method the request's
    /// @throws HttpProblem if its end is in doubt
    static HttpBody ofResponse(HttpFields fields, int status, String method) throws HttpProblem {
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new None();
        }
        List<String> codings = fields.elements("transfer-encoding");
        if (!codings.isEmpty()) {
            return codings.getLast().equals("chunked") ? new Chunked() : new UntilEnd();
        }
        return hasLength(fields) ? new Length(length(fields)) : new UntilEnd();
    }

    private static boolean hasLength(HttpFields fields) {
        return fields.all().stream().anyMatch(field -> field.is("content-length"));
    }

    private static long length(HttpFields fields) throws HttpProblem {
        List<String> lengths = fields.elements("content-length").stream().distinct().toList();
        if (lengths.size() != 1 || !lengths.getFirst().matches("[0-9]{1,18}")) {
            throw HttpProblem.badRequest("Content-Length is not one number");
        }
        return Long.parseLong(lengths.getFirst());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
