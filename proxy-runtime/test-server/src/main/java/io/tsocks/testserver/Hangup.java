package io.tsocks.testserver;

import java.io.IOException;

/// The conversation is over, for a reason that the session tells the test.
final class Hangup extends IOException {

    private static final long serialVersionUID = 1L;

    Hangup(String reason) {
        super(reason);
    }
}
