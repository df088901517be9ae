package io.tsocks.net;

/// Reads IPv4 addresses of four decimal numbers, the only form of tsocks.conf. Java would look up
/// any text that it does not recognise as an address.
final class Dotted {

    /// Stands for a text that is no address.
    static final long NONE = -1;

    private static final int PARTS = 4;
    private static final int LARGEST = 255;
    private static final int MOST_DIGITS = 3;

    private Dotted() {}

    /// The 32 bits of an address, or [#NONE].
    static long bits(String text) {
        long bits = 0;
        int start = 0;
        for (int part = 1; part <= PARTS; part++) {
            int end = endOfDigits(text, start);
            int value = number(text, start, end);
            boolean isFollowed = end < text.length();
            if (value < 0
                    || isFollowed != part < PARTS
                    || (isFollowed && text.charAt(end) != '.')) {
                return NONE;
            }
            bits = bits << 8 | value;
            start = end + 1;
        }
        return bits;
    }

    private static int endOfDigits(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /// A number from 0 to 255 without leading zeros, because some programs read `010` as 8; -1 for
    /// any other.
    private static int number(String text, int start, int end) {
        int digits = end - start;
        if (digits < 1 || digits > MOST_DIGITS || (digits > 1 && text.charAt(start) == '0')) {
            return -1;
        }
        int value = Integer.parseInt(text, start, end, 10);
        return value <= LARGEST ? value : -1;
    }
}
