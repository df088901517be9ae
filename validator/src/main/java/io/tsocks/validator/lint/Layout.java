package io.tsocks.validator.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.grammar.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The canonical layout of a file: four blanks inside paths, one blank around `=` and before `{`,
/// two before a comment after a statement, no blanks at the ends of lines, one blank line at most,
/// LF, and a line end at the end. Words, comments and their order stay, and so does the meaning. A
/// line that is no statement is left as it is, but for blanks at its end.
public final class Layout {

    private static final String INDENT = "    ";

    private final ConfFile file;
    private final Map<Integer, Statement> statements = new HashMap<>();
    private final StringBuilder out = new StringBuilder();
    private boolean insidePath;
    private boolean blankBefore = true;

    private Layout(ConfFile file) {
        this.file = file;
        file.statements()
                .forEach(statement -> statements.put(file.lineAt(statement.start()), statement));
    }

    /// The text of a file in canonical layout. Laying it out again changes nothing.
    public static String of(ConfFile file) {
        var layout = new Layout(file);
        file.lines().forEach(layout::line);
        return layout.finish();
    }

    private void line(ConfLine line) {
        if (line.isBlank()) {
            if (!blankBefore) {
                out.append('\n');
            }
            blankBefore = true;
            return;
        }
        blankBefore = false;
        Statement statement = statements.get(line.number());
        if (statement != null) {
            statement(statement, line);
        } else if (line.words().isEmpty()) {
            out.append(insidePath ? INDENT : "").append(strip(line));
        } else {
            out.append(stripEnd(withoutMark(line.content())));
        }
        out.append('\n');
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
            case Statement.PathOpening _ -> "path {";
            case Statement.PathClosing _ -> "}";
            case Statement.Local _, Statement.Reaches _, Statement.Setting _ -> pair(text);
        };
    }

    private static String pair(String text) {
        int sign = text.indexOf('=');
        String value = strip(text.substring(sign + 1));
        // after a blank, its # would start a comment
        return value.startsWith("#") ? text : strip(text.substring(0, sign)) + " = " + value;
    }

    /// What follows the statement, which can only be a comment.
    private static Optional<String> comment(Statement statement, ConfLine line) {
        String rest = line.content().substring(statement.end() - line.start());
        return strip(rest).isEmpty() ? Optional.empty() : Optional.of(strip(rest));
    }

    private String finish() {
        int end = out.length();
        while (end > 1 && out.charAt(end - 1) == '\n' && out.charAt(end - 2) == '\n') {
            end--;
        }
        return out.substring(0, end);
    }

    private static String strip(ConfLine line) {
        return strip(withoutMark(line.content()));
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /// Blanks and tabs only: other white space is part of a word to tsocks.
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
