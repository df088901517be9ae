package io.tsocks.client;

import java.io.IOException;
import java.time.Duration;

/// A deadline passed; whoever knows the phase makes something better of it.
final class DeadlineException extends IOException {

    private static final long serialVersionUID = 1;

    DeadlineException(Duration limit) {
        super("no answer within " + text(limit));
    }

    /// @param why what it waited for instead
    DeadlineException(Duration limit, String why) {
        super("no answer within " + text(limit) + ", because " + why);
    }

    /// `1.5 s`
    static String text(Duration limit) {
        long millis = limit.plusNanos(500_000).toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis / 1000.0 + " s";
    }
}
