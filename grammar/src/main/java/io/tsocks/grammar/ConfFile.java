package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A parsed tsocks.conf. Nothing of the text is lost: the lines, one after another, are the file.
///
/// Unmodifiable and safe to share between threads.
public final class ConfFile {

    private final String name;
    private final LineBytes source;
    private final String text;
    private final int[] lineStarts;

    /// Volatile, so that a thread that sees the array sees its numbers: threads may share a file.
    private volatile int @Nullable [] byteStarts;

    private final List<Statement> statements;
    private final List<Problem> problems;

    ConfFile(
            String name,
            LineBytes source,
            int[] lineStarts,
            List<Statement> statements,
            List<Problem> problems) {
        this.name = name;
        this.source = source;
        this.text = source.text();
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

    /// The bytes of the whole file, exactly as they were read.
    public byte[] bytes() {
        return bytes(new Span(0, text.length()));
    }

    /// The bytes of a part of the file, exactly as they were read.
    public byte[] bytes(Span span) {
        return source.bytes(lineStarts, lineAt(span.start()), span);
    }

    /// How a line was read: as UTF-8, or as ISO 8859-1 if it is not UTF-8.
    ///
    /// @param line from 1 to [#lineCount()]
    public Charset charset(int line) {
        return source.charset(line);
    }

    /// The first line that is not UTF-8, from 1; empty if all lines are.
    public OptionalInt firstLatin1Line() {
        int line = source.latin1().nextSetBit(0);
        return line < 0 ? OptionalInt.empty() : OptionalInt.of(line + 1);
    }

    /// How many lines are not UTF-8.
    public int latin1Lines() {
        return source.latin1().cardinality();
    }

    /// The lines that were understood, in file order.
    public List<Statement> statements() {
        return statements;
    }

    /// What was wrong with the text, in file order.
    public List<Problem> problems() {
        return problems;
    }

    /// Whether a line could not be used.
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /// The number of lines; 0 for an empty file. A line end at the end of the file starts no line.
    public int lineCount() {
        return lineStarts.length;
    }

    /// The line that holds a place in the text, from 1; 1 in an empty file.
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return Math.max(1, found >= 0 ? found + 1 : -found - 1);
    }

    /// The text of a part of the file.
    public String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    /// A line as it stands.
    ///
    /// @param number from 1 to [#lineCount()]
    public ConfLine line(int number) {
        int start = lineStarts[number - 1];
        int end = number < lineStarts.length ? lineStarts[number] : text.length();
        return new ConfLine(number, start, text.substring(start, end));
    }

    /// The lines, in order; one after another they are the whole text. Each call makes them anew.
    public Stream<ConfLine> lines() {
        return IntStream.rangeClosed(1, lineCount()).mapToObj(this::line);
    }

    /// The position of an index into the text, for people and tools. Finding the byte offset takes
    /// a pass over the text before it.
    ///
    /// @param offset 0 to the length of the text
    public Position position(int offset) {
        int line = lineAt(offset);
        int start = lineStarts.length == 0 ? 0 : lineStarts[line - 1];
        return new Position(line, text.codePointCount(start, offset) + 1, byteOffset(line, offset));
    }

    private int byteOffset(int line, int offset) {
        return lineStarts.length == 0
                ? offset
                : lineByteStarts()[line - 1] + byteLength(line, lineStarts[line - 1], offset);
    }

    /// Where each line starts in bytes; found once, when it is first asked for.
    private int[] lineByteStarts() {
        int[] starts = byteStarts;
        if (starts == null) {
            starts = new int[lineStarts.length];
            for (int i = 1; i < starts.length; i++) {
                starts[i] = starts[i - 1] + byteLength(i, lineStarts[i - 1], lineStarts[i]);
            }
            byteStarts = starts;
        }
        return starts;
    }

    private int byteLength(int line, int from, int to) {
        return charset(line).equals(StandardCharsets.UTF_8) ? utf8Length(from, to) : to - from;
    }

    private int utf8Length(int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            // two surrogates are one character of four bytes
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
