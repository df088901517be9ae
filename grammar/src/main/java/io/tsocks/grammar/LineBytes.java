package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/// The text of a file, from which its bytes can be had again. Each line is read as UTF-8, or as ISO
/// 8859-1 if it is not UTF-8: one stray byte must not garble all other lines. ISO 8859-1 loses no
/// byte, even if the line was written in yet another encoding.
///
/// @param text the text
/// @param latin1 the lines that are not UTF-8, from 0
record LineBytes(String text, BitSet latin1) {

    /// Wraps a text that was given as characters.
    static LineBytes of(String text) {
        return new LineBytes(text, new BitSet());
    }

    /// Decodes bytes; no bytes make it throw.
    static LineBytes of(byte[] bytes) {
        if (isAscii(bytes, 0, bytes.length)) {
            // avoids the decoder's buffer of two bytes a character, which would matter for a big
            // file
            return of(new String(bytes, StandardCharsets.US_ASCII));
        }
        try {
            return of(utf8(bytes, 0, bytes.length));
        } catch (CharacterCodingException ignored) {
            return lineByLine(bytes);
        }
    }

    private static LineBytes lineByLine(byte[] bytes) {
        var text = new StringBuilder(bytes.length);
        var latin1 = new BitSet();
        int start = 0;
        for (int line = 0; start < bytes.length; line++) {
            int end = endOfLine(bytes, start);
            try {
                text.append(utf8(bytes, start, end));
            } catch (CharacterCodingException ignored) {
                latin1.set(line);
                text.append(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
            }
            start = end;
        }
        return new LineBytes(text.toString(), latin1);
    }

    /// Index after the end of a line, which is LF, CRLF or CR.
    private static int endOfLine(byte[] bytes, int start) {
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
            if (bytes[i] == '\r') {
                return i + 1 < bytes.length && bytes[i + 1] == '\n' ? i + 2 : i + 1;
            }
        }
        return bytes.length;
    }

    private static String utf8(byte[] bytes, int start, int end) throws CharacterCodingException {
        return isAscii(bytes, start, end)
                ? new String(bytes, start, end - start, StandardCharsets.US_ASCII)
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes, start, end - start))
                        .toString();
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /// How a line was read.
    ///
    /// @param line from 1
    Charset charset(int line) {
        return latin1.get(line - 1) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    }

    /// The bytes of a part of the text.
    ///
    /// @param lineStarts the index at which each line starts
    /// @param first the line in which the part starts, from 1
    byte[] bytes(int[] lineStarts, int first, Span part) {
        if (latin1.isEmpty()) {
            return text.substring(part.start(), part.end()).getBytes(StandardCharsets.UTF_8);
        }
        var bytes = new ByteArrayOutputStream(part.length());
        int at = part.start();
        for (int line = first; at < part.end(); line++) {
            int end = line < lineStarts.length ? lineStarts[line] : text.length();
            int stop = Math.min(end, part.end());
            bytes.writeBytes(text.substring(at, stop).getBytes(charset(line)));
            at = stop;
        }
        return bytes.toByteArray();
    }
}
