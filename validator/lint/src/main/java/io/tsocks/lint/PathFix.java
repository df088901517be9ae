package io.tsocks.lint;

import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfLine;
import io.tsocks.lint.model.Edit;
import io.tsocks.lint.model.Fix;
import io.tsocks.net.Span;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fixes a line that should open a path: the name of the path becomes a comment, and a brace on a
/// later line moves up to its `path`.
final class PathFix {

    /// `path NAME {`. A name contains no braces and no signs of a statement.
    private static final Pattern NAMED = Pattern.compile("path\\s*(?:=\\s*)?([^{}=#]*?)\\s*\\{");

    private final ConfFile file;
    private final Span span;

    /// @param span the place of the opening
    PathFix(ConfFile file, Span span) {
        this.file = file;
        this.span = span;
    }

    Optional<Fix> fix() {
        String text = file.text(span);
        Matcher named = NAMED.matcher(text);
        if (named.matches()) {
            String name = named.group(1);
            return Optional.of(
                    name.isEmpty()
                            ? Fix.unsafe("write path {", new Edit(span, "path {"))
                            : Fix.unsafe(
                                    "make the name a comment",
                                    new Edit(span, "path {  # " + name)));
        }
        return text.equals("path") ? brace() : Optional.empty();
    }

    private Optional<Fix> brace() {
        int number = file.lineAt(span.start());
        if (file.line(number).words().size() > 1) {
            return Optional.empty();
        }
        int at = number + 1;
        while (at <= file.lineCount() && file.line(at).words().isEmpty()) {
            at++;
        }
        if (at > file.lineCount()) {
            return Optional.empty();
        }
        ConfLine line = file.line(at);
        List<ConfLine.Word> words = line.words();
        return words.size() == 1 && words.getFirst().text().equals("{")
                ? Optional.of(
                        Fix.unsafe(
                                "write path { on one line",
                                new Edit(new Span(span.end(), span.end()), " {"),
                                new Edit(withoutBrace(line, words.getFirst()), "")))
                : Optional.empty();
    }

    /// The text to remove with a brace: the whole line, or only the brace if a comment follows.
    private static Span withoutBrace(ConfLine line, ConfLine.Word brace) {
        return line.comment().isEmpty() ? new Span(line.start(), line.end()) : brace.span();
    }
}
