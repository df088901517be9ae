package io.tsocks.net;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The ASCII form of an international host name by UTS 46, non-transitional, as curl, Go and
/// browsers make it: `faß.de` is `xn--fa-hia.de`. IDNA 2003 has `fass.de` instead, a different name
/// that someone else may own.
///
/// [IDN], which implements IDNA 2003, does the work for the characters that both standards treat
/// alike. Characters that it would turn into another name are refused, never guessed: joiners, and
/// newer letters that have another form.
public final class InternationalName {

    private static final String DOTS = "[.\u3002\uff0e\uff61]";
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 255;

    private InternationalName() {}

    /// The ASCII form of a name. ASCII labels stay as they are, capital letters included.
    ///
    /// @param host 1 to 255 characters, perhaps with a final dot
    /// @throws IllegalArgumentException if it is not a name, or its form is not certain; the
    ///     message is for the user
    public static String toAscii(String host) {
        checkLength(host);
        String[] labels = host.split(DOTS, -1);
        for (int i = 0; i < labels.length; i++) {
            if (!labels[i].isEmpty()) {
                labels[i] = asciiLabel(host, labels[i]);
            } else if (i < labels.length - 1) {
                throw new IllegalArgumentException("a label of a host name is empty: " + host);
            }
        }
        return String.join(".", labels);
    }

    private static void checkLength(String host) {
        if (host.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "a host name has 1 to 255 bytes, not " + host.length());
        }
    }

    private static String asciiLabel(String host, String label) {
        label.codePoints()
                .filter(InternationalName::isUncertain)
                .findFirst()
                .ifPresent(c -> refuse(host, c));
        String small = label.replace('\u1e9e', '\u00df');
        return isDeviating(small) ? deviating(host, small) : inAscii(host, small);
    }

    /// @throws IllegalArgumentException if [IDN] refuses the label, in words for the user
    private static String inAscii(String host, String label) {
        try {
            return IDN.toASCII(label, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            String trouble =
                    label.codePoints().anyMatch(InternationalName::isRightToLeft)
                            ? "a label mixes letters that are read from right to left with others"
                            : "a label is too long, or has characters that no host name has";
            throw new IllegalArgumentException(trouble + ": " + host, e);
        }
    }

    private static boolean isRightToLeft(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static void refuse(String host, int c) {
        throw new IllegalArgumentException(
                String.format(
                        "not certain what U+%04X is in a host name: %s; give its ASCII form (xn--)",
                        c, host));
    }

    /// The characters other than joiners that IDNA 2003 maps and UTS 46 keeps: sharp s and final
    /// sigma.
    private static boolean isDeviating(String label) {
        return label.indexOf('\u00df') >= 0 || label.indexOf('\u03c2') >= 0;
    }

    /// These characters compose with nothing, so the text between them can be prepared on its own.
    private static String deviating(String host, String label) {
        String prepared =
                Arrays.stream(label.split("(?<=[\u00df\u03c2])|(?=[\u00df\u03c2])"))
                        .map(piece -> isDeviating(piece) ? piece : prepared(piece))
                        .collect(Collectors.joining());
        String ascii = "xn--" + Punycode.encode(prepared);
        if (ascii.length() > LONGEST_LABEL) {
            throw new IllegalArgumentException("a label of a host name is too long: " + host);
        }
        return ascii;
    }

    private static String prepared(String piece) {
        return nameprepped(piece).toLowerCase(Locale.ROOT);
    }

    /// Whether UTS 46 may treat a character differently from [IDN].
    private static boolean isUncertain(int c) {
        if (c < 0x80 || c == 0xdf || c == 0x1e9e || c == 0x3c2) {
            return false;
        }
        if (isNewSelector(c)) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE ->
                    c != 0xad;
            default -> isMappedOtherwise(c);
        };
    }

    /// Whether it is a variation selector that [IDN] does not know and would keep.
    private static boolean isNewSelector(int c) {
        return c == 0x180f || (c >= 0xe0100 && c <= 0xe01ef);
    }

    /// [IDN] knows the characters of Unicode 3.2. Its mappings of these are trusted, except those
    /// to dots. Any other character is certain only if it has no other form.
    private static boolean isMappedOtherwise(int c) {
        String one = Character.toString(c);
        String mapped = nameprepped(one);
        if (!mapped.equals(one)) {
            return mapped.indexOf('.') >= 0;
        }
        String plain = Normalizer.normalize(one, Normalizer.Form.NFKC);
        return !plain.toLowerCase(Locale.ROOT).equals(one) || (isNew(one) && isFolded(c, plain));
    }

    private static boolean isFolded(int c, String plain) {
        boolean cherokee = Character.UnicodeScript.of(c) == Character.UnicodeScript.CHEROKEE;
        String folded = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return cherokee || !folded.equals(Character.toString(c));
    }

    /// Whether the character is newer than Unicode 3.2.
    private static boolean isNew(String one) {
        try {
            IDN.toASCII(one);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private static String nameprepped(String piece) {
        return IDN.toUnicode(IDN.toASCII(piece, IDN.ALLOW_UNASSIGNED), IDN.ALLOW_UNASSIGNED);
    }
}
