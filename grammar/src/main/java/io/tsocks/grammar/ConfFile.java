package io.tsocks.grammar;

import java.nio.charset.Charset;
import java.util.List;

/// A parsed tsocks.conf. Nothing of the text is lost: the lines, one after the other, are the file.
///
/// Unmodifiable and safe to share between threads.
public final class ConfFile {

    private final String name;
    private final String text;
    private final Charset charset;
    private final int[] lineStarts;
    private final List<Statement> statements;
    private final List<Problem> problems;

    ConfFile(
            String name,
            String text,
            Charset charset,
            int[] lineStarts,
            List<Statement> statements,
            List<Problem> problems) {
        this.name = name;
        this.text = text;
        this.charset = charset;
        this.lineStarts = lineStarts;
        this.statements = List.copyOf(statements);
        this.problems = List.copyOf(problems);
    }

    /// What messages call the file: its path as the user gave it, or `<stdin>`.
    public String name() {
        return name;
    }

    /// The whole text, a byte order mark and line ends included.
    public String text() {
        return text;
    }

    /// How the bytes were read: UTF-8, or ISO 8859-1 where they are not UTF-8. Encoding the text
    /// again gives the same bytes.
    public Charset charset() {
        return charset;
    }

    /// The lines that were understood, in file order.
    public List<Statement> statements() {
        return statements;
    }

    /// What was wrong with the text, in file order.
    public List<Problem> problems() {
        return problems;
    }

    /// The number of lines; 0 for an empty file. A line end at the end of the file starts no line.
    public int lineCount() {
        return lineStarts.length;
    }

    /// The line that holds a place in the text, from 1; 1 in an empty file.
    public int lineAt(int offset) {
        int found = java.util.Arrays.binarySearch(lineStarts, offset);
        return Math.max(1, found >= 0 ? found + 1 : -found - 1);
    }
}
