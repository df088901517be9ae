package io.tsocks.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// Which of several failures to tell.
final class Failures {

    private Failures() {}

    /// The first one, with the others inside.
    static IOException first(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    /// Never null: if nothing succeeded there is always one.
    static IOException orUnknown(@Nullable IOException failure) {
        return failure == null ? new ConnectException("nothing to try") : failure;
    }

    /// What a socket says where its channel was closed, which libraries know; an interrupt stays
    /// one.
    static IOException closed(ClosedChannelException e) {
        if (e instanceof ClosedByInterruptException) {
            return e;
        }
        SocketException closed = new SocketException("Socket closed");
        closed.initCause(e);
        return closed;
    }

    /// Of a failure of any sort an [IOException]; null of none.
    static @Nullable IOException asIo(@Nullable Throwable failure) {
        if (failure == null || failure instanceof IOException) {
            return (IOException) failure;
        }
        return new IOException(failure);
    }
}
