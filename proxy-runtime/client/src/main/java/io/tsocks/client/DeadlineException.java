package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import java.io.IOException;
import java.time.Duration;

/// A deadline passed. Code that knows the phase turns this into a more precise exception.
sealed class DeadlineException extends IOException permits LateLoginException {

    private static final long serialVersionUID = 1;

    DeadlineException(Duration limit) {
        super("no answer within " + Deadline.text(limit));
    }

    /// @param cause the same deadline, about which less is known
    DeadlineException(DeadlineException cause) {
        super(cause.getMessage(), cause);
    }

    /// @param why why no answer came in time
    DeadlineException(Duration limit, String why) {
        super("no answer within " + Deadline.text(limit) + ", because " + why);
    }
}
