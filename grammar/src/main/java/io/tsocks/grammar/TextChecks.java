package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.nio.charset.Charset;

/// Checks a file's text before its statements are read: encoding, line ends, control characters,
/// length of lines.
final class TextChecks {

    /// tsocks 1.8 reads lines into 8192 bytes, one of which ends the string.
    private static final int LONGEST_LINE = 8191;

    private final ConfFile file;
    private final LineScan scan;
    private final Problems findings;

    TextChecks(ConfFile file, LineScan scan, Problems findings) {
        this.file = file;
        this.scan = scan;
        this.findings = findings;
    }

    /// Runs all checks.
    ///
    /// @return whether the file is a text at all, so that its lines are worth reading
    boolean run() {
        if (isUtf16()) {
            findings.add(
                    SyntaxProblem.UTF_16,
                    firstCharacter(),
                    "the file is UTF-16, and none of its lines can be read",
                    "save it as UTF-8");
            return false;
        }
        byteOrderMark();
        lineEnds();
        finalLineEnd();
        if (scan.firstControl() >= 0) {
            file.lines().forEach(this::controls);
        }
        file.firstLatin1Line().ifPresent(this::notUtf8);
        if (scan.longestLine() > LONGEST_LINE / 3) {
            file.lines().forEach(this::length);
        }
        return true;
    }

    private boolean isUtf16() {
        String text = file.text();
        return file.firstLatin1Line().orElse(0) == 1
                && (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff"));
    }

    private Span firstCharacter() {
        return new Span(0, Math.min(1, file.text().length()));
    }

    private void notUtf8(int first) {
        ConfLine line = file.line(first);
        int at = 0;
        while (line.text().charAt(at) < 0x80) {
            at++;
        }
        int start = line.start() + at;
        int lines = file.latin1Lines();
        findings.add(
                SyntaxProblem.NOT_UTF_8,
                new Span(start, start + 1),
                lines == 1
                        ? "this line is not UTF-8, so it is read as ISO 8859-1"
                        : "this line and "
                                + (lines == 2 ? "another" : lines - 1 + " others")
                                + " are not UTF-8, so they are read as ISO 8859-1",
                "save the file as UTF-8");
    }

    private void byteOrderMark() {
        if (file.text().startsWith("\uFEFF")) {
            findings.add(
                    SyntaxProblem.BYTE_ORDER_MARK,
                    firstCharacter(),
                    "the file starts with a byte order mark, and tsocks 1.8 loses its first"
                            + " statement",
                    "save it as UTF-8 without a byte order mark");
        }
    }

    private void lineEnds() {
        int crlf = scan.firstCrlf();
        if (crlf >= 0) {
            findings.add(
                    SyntaxProblem.CRLF_LINE_END,
                    new Span(crlf, crlf + 2),
                    "lines end with CR and LF, and tsocks 1.8 takes the CR for a part of the line",
                    "save the file with Unix line ends");
        }
        int cr = scan.firstCr();
        if (cr >= 0) {
            findings.add(
                    SyntaxProblem.CR_LINE_END,
                    new Span(cr, cr + 1),
                    "a line ends with CR alone, and tsocks 1.8 reads on in the same line",
                    "save the file with Unix line ends");
        }
    }

    private void finalLineEnd() {
        int end = file.text().length();
        if (end > 0 && file.line(file.lineCount()).lineEnd().isEmpty()) {
            findings.add(
                    SyntaxProblem.NO_FINAL_LINE_END,
                    new Span(end, end),
                    "the last line has no line end, and tsocks 1.8 drops its last character",
                    "end the file with a line end");
        }
    }

    private void controls(ConfLine line) {
        String content = line.content();
        Charset charset = file.charset(line.number());
        for (int i = 0; i < content.length(); i++) {
            if (LineScan.isControl(content.charAt(i), charset)) {
                int at = line.start() + i;
                boolean comment = line.comment().map(text -> text.start() <= at).orElse(false);
                findings.add(
                        SyntaxProblem.CONTROL_CHARACTER,
                        comment ? Severity.WARNING : Severity.ERROR,
                        new Span(at, at + 1),
                        "a control character, U+%04X".formatted((int) content.charAt(i)),
                        "remove it");
                return;
            }
        }
    }

    private void length(ConfLine line) {
        Charset charset = file.charset(line.number());
        int bytes = line.content().getBytes(charset).length;
        if (bytes > LONGEST_LINE) {
            findings.add(
                    SyntaxProblem.LONG_LINE,
                    new Span(line.end() - line.lineEnd().length(), line.end()),
                    "the line has "
                            + bytes
                            + " bytes, and tsocks 1.8 reads what is after byte 8191 as another"
                            + " line",
                    "make the line shorter");
        }
    }
}
