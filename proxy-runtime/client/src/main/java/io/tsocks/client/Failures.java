package io.tsocks.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/// Chooses which of several failures to throw.
final class Failures {

    private Failures() {}

    /// The first failure, with the others suppressed in it.
    static IOException first(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    /// The failure, which is never null in practice: if no attempt succeeded, at least one failed.
    static IOException orUnknown(@Nullable IOException failure) {
        return failure == null ? new ConnectException("nothing to try") : failure;
    }

    /// The exception of a plain socket for one of a closed channel, because libraries know that
    /// one. An interrupt stays as it is.
    static IOException closed(ClosedChannelException e) {
        if (e instanceof ClosedByInterruptException) {
            return e;
        }
        SocketException closed = new SocketException("Socket closed");
        closed.initCause(e);
        return closed;
    }

    /// A failure of any sort as an [IOException]; null if there is none.
    static @Nullable IOException asIo(@Nullable Throwable failure) {
        if (failure == null || failure instanceof IOException) {
            return (IOException) failure;
        }
        return new IOException(failure);
    }
}
