package io.tsocks.client;

import java.net.ConnectException;

/// A request that needs an address of the server, which is reached through other servers. Another
/// server of the group may be reached directly.
final class NotCarriedException extends ConnectException {

    private static final long serialVersionUID = 1;

    NotCarriedException(String message) {
        super(message);
    }
}
