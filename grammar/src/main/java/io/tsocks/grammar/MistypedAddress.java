package io.tsocks.grammar;

import io.tsocks.net.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Finds IPv4 addresses with letters in them, which would otherwise be read as host names.
final class MistypedAddress {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern NUMBERS_AND_TAIL =
            Pattern.compile("(?:[0-9][0-9OolISB]*\\.)+[0-9][0-9a-zA-Z_-]*");
    private static final Pattern NUMBER_FIRST = Pattern.compile("[0-9]+(?:\\.[0-9a-zA-Z_-]+){3}");

    private final String word;
    private final int start;

    /// @param word an address or a host pattern, without ports and netmask
    /// @param start of the word in the text
    MistypedAddress(String word, int start) {
        this.word = word;
        this.start = start;
    }

    /// What is wrong with a word that could be a host name; nothing if it is more likely one. It is
    /// an address if it is one with digits for letters, or if it is numbers but for a tail of the
    /// last.
    List<Problem> asName() {
        return Ip4Literal.parse(digits(word)).isPresent()
                        || NUMBERS_AND_TAIL.matcher(word).matches()
                ? problems()
                : List.of();
    }

    /// What is wrong with a word that has a netmask, so that it cannot be a host name.
    List<Problem> asNetwork() {
        return NUMBER_FIRST.matcher(digits(word)).matches() ? problems() : List.of();
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        int at = start;
        for (String label : word.split("\\.", -1)) {
            if (!NUMBER.matcher(label).matches()) {
                problems.add(problem(label, new Span(at, at + label.length())));
            }
            at += label.length() + 1;
        }
        return problems;
    }

    private static Problem problem(String label, Span span) {
        String digits = digits(label);
        return Problem.of(
                SyntaxProblem.BAD_OCTET,
                span,
                "a number of an address is 0 to 255, and this is " + label,
                NUMBER.matcher(digits).matches()
                        ? "write " + digits + ", in digits"
                        : "write a number; a word that starts like this is read as an address, not"
                                + " as a host name");
    }

    /// A text with the digits that letters were typed for.
    static String digits(String letters) {
        return letters.replace('O', '0')
                .replace('o', '0')
                .replace('l', '1')
                .replace('I', '1')
                .replace('S', '5')
                .replace('B', '8');
    }
}
