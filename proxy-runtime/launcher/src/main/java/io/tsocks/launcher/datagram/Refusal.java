package io.tsocks.launcher.datagram;

import org.jspecify.annotations.Nullable;

/// No server has granted an association.
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int errno;
    private final @Nullable String server;

    /// @param server the URI of the one that was asked last; null for none
    /// @param errno what the program gets
    public Refusal(String message, @Nullable String server, int errno) {
        super(message);
        this.server = server;
        this.errno = errno;
    }

    int errno() {
        return errno;
    }

    @Nullable String server() {
        return server;
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
