package io.tsocks.client;

import java.net.ConnectException;

/// A request that this way to a server cannot carry. Another server of the group may be reached
/// otherwise.
final class NotCarriedException extends ConnectException {

    private static final long serialVersionUID = 1;

    NotCarriedException(String message) {
        super(message);
    }
}
