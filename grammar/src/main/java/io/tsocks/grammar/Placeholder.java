package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds placeholders that a template engine or a shell should have replaced.
final class Placeholder {

    private static final Pattern SURE =
            Pattern.compile("\\$\\{[^}]*\\}?|<%.*?(%>|$)|\\{\\{.*?(\\}\\}|$)|\\{%.*?(%\\}|$)");
    private static final Pattern LIKELY =
            Pattern.compile(
                    "\\$\\(?[A-Za-z_]\\w*\\)?|@[A-Za-z_]\\w*@|%[A-Za-z_]\\w*%|__[A-Z_]+__|<[A-Za-z_ -]+>");

    /// Every placeholder contains one of these characters, and looking for them is cheap.
    private static final String MARKS = "${<@%_";

    private Placeholder() {}

    /// The first place that looks like a placeholder and like no value but a password.
    static Optional<Span> in(String text, int offset) {
        return find(SURE, text, offset).or(() -> find(LIKELY, text, offset));
    }

    /// The first place that looks like a placeholder and hardly even like part of a password.
    static Optional<Span> inFreeText(String text, int offset) {
        return find(SURE, text, offset);
    }

    private static Optional<Span> find(Pattern pattern, String text, int offset) {
        if (text.chars().noneMatch(c -> MARKS.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? Optional.of(new Span(offset + matcher.start(), offset + matcher.end()))
                : Optional.empty();
    }
}
