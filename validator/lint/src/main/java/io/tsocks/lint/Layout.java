package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Span;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The canonical layout of a file: four blanks inside paths, one blank around `=` and before `{`,
/// two before a comment after a statement, no blanks at the ends of lines, one blank line at most,
/// LF, and a line end at the end. Words, comments, their order and the meaning stay the same. A
/// line that is not a statement is only stripped of blanks at its end.
public final class Layout {

    private static final String INDENT = "    ";

    private final ConfFile file;
    private final List<Statement> statements;
    private int next;
    private final Consumer<CharSequence> to;
    private final StringBuilder out = new StringBuilder();
    private boolean insidePath;

    /// Whether all lines so far were blank.
    private boolean first = true;

    /// Whether blank lines precede the next line, if there is one.
    private boolean blankWaits;

    /// @param to receives the text, a line or two at a time
    private Layout(ConfFile file, Consumer<CharSequence> to) {
        this.file = file;
        this.to = to;
        this.statements = file.statements();
    }

    /// The bytes of a file in canonical layout: each line in the encoding that it had. Laying it
    /// out again changes nothing.
    public static byte[] bytes(ConfFile file) {
        var bytes = new ByteArrayOutputStream(file.text().length());
        var text = new StringBuilder();
        var layout = new Layout(file, text::append);
        file.lines()
                .forEach(
                        line -> {
                            layout.line(line);
                            String laid = text.toString();
                            bytes.writeBytes(laid.getBytes(file.charset(line.number())));
                            text.setLength(0);
                        });
        return bytes.toByteArray();
    }

    /// Whether a file is in canonical layout. The file may be long, so this does not lay it out as
    /// a whole.
    public static boolean isCanonical(ConfFile file) {
        var comparison = new Comparison(file.text());
        var layout = new Layout(file, comparison);
        file.lines().forEach(layout::line);
        return comparison.isEqual();
    }

    /// Compares a text with another that comes in parts.
    private static final class Comparison implements Consumer<CharSequence> {

        private final String text;
        private int at;

        Comparison(String text) {
            this.text = text;
        }

        @Override
        public void accept(CharSequence part) {
            boolean equal = at >= 0 && text.startsWith(part.toString(), at);
            at = equal ? at + part.length() : -1;
        }

        boolean isEqual() {
            return at == text.length();
        }
    }

    private void line(ConfLine line) {
        if (line.isBlank()) {
            blankWaits = !first;
            return;
        }
        if (blankWaits) {
            out.append('\n');
        }
        first = false;
        blankWaits = false;
        Statement statement = statementOn(line);
        if (statement != null) {
            statement(statement, line);
        } else if (line.words().isEmpty()) {
            out.append(insidePath ? INDENT : "").append(strip(line));
        } else {
            out.append(stripEnd(withoutMark(line)));
        }
        out.append('\n');
        to.accept(out);
        out.setLength(0);
    }

    /// The statement of a line. It must be called line by line, because statements are in file
    /// order.
    private @Nullable Statement statementOn(ConfLine line) {
        return next < statements.size() && statements.get(next).start() < line.end()
                ? statements.get(next++)
                : null;
    }

    private void statement(Statement statement, ConfLine line) {
        insidePath &= !(statement instanceof Statement.PathClosing);
        out.append(insidePath ? INDENT : "").append(words(statement));
        insidePath |= statement instanceof Statement.PathOpening;
        comment(statement, line).ifPresent(comment -> out.append("  ").append(stripEnd(comment)));
    }

    private String words(Statement statement) {
        String text = file.text(statement.span());
        return switch (statement) {
            case Statement.PathOpening path -> path.isWellFormed(file.text()) ? "path {" : text;
            case Statement.PathClosing _ -> "}";
            case Statement.Recover recover -> "recover = " + recover.recovery().words();
            case Statement.ServerByUri server when server.weight().isPresent() -> weighted(server);
            case Statement.Local _,
                    Statement.LocalHosts _,
                    Statement.Reaches _,
                    Statement.ReachesHosts _,
                    Statement.Setting _ ->
                    pair(text);
        };
    }

    /// The URI as it is written, and the weight after one blank.
    private String weighted(Statement.ServerByUri server) {
        Statement.Weight weight = server.weight().orElseThrow();
        String before = file.text(new Span(server.start(), weight.start()));
        String number = file.text(new Span(weight.start() + "weight".length(), weight.end()));
        return strip(pair(before)) + " weight " + strip(number);
    }

    private static String pair(String text) {
        int sign = text.indexOf('=');
        String value = strip(text.substring(sign + 1));
        // after a blank, its # would start a comment
        return value.startsWith("#") ? text : strip(text.substring(0, sign)) + " = " + value;
    }

    /// The comment after a statement, which is all that can follow it.
    private static Optional<String> comment(Statement statement, ConfLine line) {
        String rest = line.content().substring(statement.end() - line.start());
        return strip(rest).isEmpty() ? Optional.empty() : Optional.of(strip(rest));
    }

    private static String strip(ConfLine line) {
        return strip(withoutMark(line));
    }

    /// The line without a byte order mark. Only at the start of the file is it a mark; further down
    /// it is part of a word.
    private static String withoutMark(ConfLine line) {
        String text = line.content();
        return line.start() == 0 && text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// The text without blanks and tabs around it. To tsocks, other white space is part of a word.
    private static String strip(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return stripEnd(text.substring(start));
    }

    private static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
