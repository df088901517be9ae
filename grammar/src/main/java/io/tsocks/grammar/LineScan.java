package io.tsocks.grammar;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds, in one pass, where the lines of a text start and what is odd about its characters.
final class LineScan {

    private int[] starts = new int[16];
    private int lines;
    private int firstCrlf = -1;
    private int firstCr = -1;
    private int firstControl = -1;
    private int longestLine;

    private LineScan() {}

    static LineScan of(String text) {
        var scan = new LineScan();
        scan.run(text);
        return scan;
    }

    /// The index at which each line starts; a line ends with LF, CRLF or CR.
    int[] starts() {
        return Arrays.copyOf(starts, lines);
    }

    /// Index of the first CRLF, or -1.
    int firstCrlf() {
        return firstCrlf;
    }

    /// Index of the first CR without an LF after it, or -1.
    int firstCr() {
        return firstCr;
    }

    /// Index of the first control character, or -1.
    int firstControl() {
        return firstControl;
    }

    /// Length of the longest line in characters, with its end.
    int longestLine() {
        return longestLine;
    }

    /// Whether a character is useless in a text file and may have an effect on a terminal: controls
    /// other than tab and line ends, and characters that reorder text.
    static boolean isControl(char c) {
        if (c < ' ') {
            return c != '\t' && c != '\n' && c != '\r';
        }
        return (c >= 0x7f && c <= 0x9f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    /// Like [#isControl(char)], for a character of a line with this encoding. In a line that is not
    /// UTF-8, a byte of 0x80 to 0x9f is a letter or a quote of some other encoding.
    static boolean isControl(char c, Charset charset) {
        return isControl(c) && (c < 0x80 || charset.equals(StandardCharsets.UTF_8));
    }

    private void run(String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                i = lineEnd(text, i);
                add(start, i + 1);
                start = i + 1;
            } else if (firstControl < 0 && isControl(c)) {
                firstControl = i;
            }
        }
        if (start < text.length()) {
            add(start, text.length());
        }
    }

    /// Index of the last character of the line end at `i`.
    private int lineEnd(String text, int i) {
        if (text.charAt(i) == '\n') {
            return i;
        }
        if (i + 1 < text.length() && text.charAt(i + 1) == '\n') {
            firstCrlf = firstCrlf < 0 ? i : firstCrlf;
            return i + 1;
        }
        firstCr = firstCr < 0 ? i : firstCr;
        return i;
    }

    private void add(int start, int end) {
        if (lines == starts.length) {
            starts = Arrays.copyOf(starts, lines * 2);
        }
        starts[lines++] = start;
        longestLine = Math.max(longestLine, end - start);
    }
}
