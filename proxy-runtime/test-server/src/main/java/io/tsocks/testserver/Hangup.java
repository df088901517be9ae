package io.tsocks.testserver;

import java.io.IOException;

/// Ends a conversation; the session tells the test why.
final class Hangup extends IOException {

    private static final long serialVersionUID = 1L;

    Hangup(String reason) {
        super(reason);
    }
}
