package io.tsocks.net;

/// Encodes labels of host names in ASCII (RFC 3492), without the prefix `xn--`.
final class Punycode {

    private static final int BASE = 36;
    private static final int LEAST_THRESHOLD = 1;
    private static final int MOST_THRESHOLD = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_CODE_POINT = 0x80;

    private Punycode() {}

    /// @param label with lower-case ASCII letters, at most 255 characters
    static String encode(String label) {
        int[] points = label.codePoints().toArray();
        StringBuilder ascii = new StringBuilder();
        label.codePoints().filter(c -> c < INITIAL_CODE_POINT).forEach(ascii::appendCodePoint);
        int basic = ascii.length();
        if (basic > 0) {
            ascii.append('-');
        }
        int handled = basic;
        int next = INITIAL_CODE_POINT;
        int delta = 0;
        int bias = INITIAL_BIAS;
        while (handled < points.length) {
            int smallest = smallestFrom(points, next);
            delta += (smallest - next) * (handled + 1);
            for (int point : points) {
                if (point < smallest) {
                    delta++;
                } else if (point == smallest) {
                    append(ascii, delta, bias);
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            next = smallest + 1;
        }
        return ascii.toString();
    }

    private static int smallestFrom(int[] points, int least) {
        int smallest = Integer.MAX_VALUE;
        for (int point : points) {
            if (point >= least && point < smallest) {
                smallest = point;
            }
        }
        return smallest;
    }

    private static void append(StringBuilder ascii, int delta, int bias) {
        int left = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = Math.clamp(k - bias, LEAST_THRESHOLD, MOST_THRESHOLD);
            if (left < threshold) {
                ascii.append(digit(left));
                return;
            }
            ascii.append(digit(threshold + (left - threshold) % (BASE - threshold)));
            left = (left - threshold) / (BASE - threshold);
        }
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int adapted(int delta, int handled, boolean first) {
        int left = first ? delta / DAMP : delta / 2;
        left += left / handled;
        int k = 0;
        while (left > (BASE - LEAST_THRESHOLD) * MOST_THRESHOLD / 2) {
            left /= BASE - LEAST_THRESHOLD;
            k += BASE;
        }
        return k + (BASE - LEAST_THRESHOLD + 1) * left / (left + SKEW);
    }
}
