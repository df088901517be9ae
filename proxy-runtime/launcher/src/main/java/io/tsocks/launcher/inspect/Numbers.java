package io.tsocks.launcher.inspect;

import java.time.Duration;
import java.util.Locale;

/// Writes durations for the reports.
final class Numbers {

    private Numbers() {}

    /// Seconds with the unit: `5 s`, `0.25 s`.
    static String seconds(Duration duration) {
        String text = String.format(Locale.ROOT, "%.2f", duration.toMillis() / 1e3);
        return text.replaceFirst("\\.?0+$", "") + " s";
    }

    /// Milliseconds with two decimals: `0.31`.
    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e6);
    }
}
