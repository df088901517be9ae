package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import java.io.IOException;
import java.time.Duration;

/// A deadline passed; whoever knows the phase makes something better of it.
final class DeadlineException extends IOException {

    private static final long serialVersionUID = 1;

    DeadlineException(Duration limit) {
        super("no answer within " + Deadline.text(limit));
    }

    /// @param why what it waited for instead
    DeadlineException(Duration limit, String why) {
        super("no answer within " + Deadline.text(limit) + ", because " + why);
    }
}
