package io.tsocks.net;

import java.util.Comparator;
import java.util.Locale;

/// A host name in the spelling in which names are compared: lower case, other scripts as A-labels
/// (RFC 5890; see [InternationalName]), and no final dot.
///
/// The limits are those of RFC 1035, section 2.3.4: 63 octets for a label, and 253 for the name as
/// text. Underscores are accepted, as resolvers accept them. A name whose last label is a number is
/// not a name but a bad address (URL standard, section 3.5).
///
/// @param text at least one label, in that spelling
public record HostName(String text) {

    /// Compares names from the last character to the first, with the dot before all other
    /// characters. A name comes right before the names below it, with no other name between them.
    public static final Comparator<HostName> BY_DOMAIN = HostName::compareByDomain;

    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 253;

    /// @throws IllegalArgumentException if the text is not in that spelling
    public HostName {
        String trouble = trouble(text);
        if (!trouble.isEmpty()) {
            throw new IllegalArgumentException("not a host name: " + trouble + ": " + text);
        }
    }

    /// A text is not a host name.
    public static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1;

        MalformedException(String reason) {
            super(reason);
        }

        /// What is wrong: a clause for the user, such as `a label is empty`.
        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    /// Reads a name in any spelling.
    ///
    /// @throws MalformedException if it is not a name
    public static HostName parse(String text) throws MalformedException {
        String whole = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String spelling = ascii(whole).toLowerCase(Locale.ROOT);
        String trouble = trouble(spelling);
        if (!trouble.isEmpty()) {
            throw new MalformedException(trouble);
        }
        return new HostName(spelling);
    }

    private static String ascii(String text) throws MalformedException {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        try {
            return InternationalName.toAscii(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
    }

    /// What is wrong with a spelling; empty if nothing is.
    private static String trouble(String text) {
        if (text.isEmpty()) {
            return "it is empty";
        }
        if (text.length() > LONGEST_NAME) {
            return "it has more than " + LONGEST_NAME + " octets";
        }
        int start = 0;
        for (int end = 0; end <= text.length(); end++) {
            if (end == text.length() || text.charAt(end) == '.') {
                if (end == start) {
                    return "a label is empty";
                }
                if (end - start > LONGEST_LABEL) {
                    return "a label has more than " + LONGEST_LABEL + " octets";
                }
                start = end + 1;
            } else if (!mayStandInLabel(text.charAt(end))) {
                return "a label has letters, digits, hyphens and underscores";
            }
        }
        return endsInNumber(text) ? "its last label is a number, as in an address" : "";
    }

    private static boolean mayStandInLabel(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /// Whether a text ends in a number (URL standard, section 3.5). Such a text is an address or an
    /// error, never a name.
    ///
    /// @param host in any spelling; a final dot does not count
    public static boolean endsInNumber(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        int start = host.lastIndexOf('.', end - 1) + 1;
        boolean hexadecimal = host.regionMatches(true, start, "0x", 0, 2) && end - start >= 2;
        for (int i = hexadecimal ? start + 2 : start; i < end; i++) {
            int digit = Character.digit(host.charAt(i), hexadecimal ? 16 : 10);
            if (digit < 0 || host.charAt(i) >= 0x80) {
                return false;
            }
        }
        return end > start;
    }

    /// Whether this name is below another: `a.example.com` is below `example.com`.
    public boolean isBelow(HostName other) {
        int dot = text.length() - other.text.length() - 1;
        return dot > 0 && text.charAt(dot) == '.' && text.endsWith(other.text);
    }

    private static int compareByDomain(HostName one, HostName other) {
        String a = one.text;
        String b = other.text;
        int i = a.length();
        int j = b.length();
        while (i > 0 && j > 0) {
            char c = a.charAt(--i);
            char d = b.charAt(--j);
            if (c != d) {
                return c == '.' ? -1 : d == '.' ? 1 : Character.compare(c, d);
            }
        }
        return Integer.compare(i, j);
    }

    @Override
    public String toString() {
        return text;
    }
}
