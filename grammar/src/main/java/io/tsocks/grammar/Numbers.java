package io.tsocks.grammar;

import java.util.OptionalInt;

/// Decimal numbers of any length.
final class Numbers {

    private Numbers() {}

    /// The value of a text of decimal digits, with or without leading zeros; empty if the text is
    /// anything else or the value is above `largest`.
    static OptionalInt parse(String digits, int largest) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalInt.empty();
            }
            value = value * 10 + (c - '0');
            if (value > largest) {
                return OptionalInt.empty();
            }
        }
        return digits.isEmpty() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /// The number of decimal digits that a text starts with.
    static int leadingDigits(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(count) >= '0' && text.charAt(count) <= '9') {
            count++;
        }
        return count;
    }
}
