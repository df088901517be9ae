package io.tsocks.runtime;

import java.io.IOException;
import java.net.ConnectException;
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

    /// Never null, for there is always one where nothing succeeded.
    static IOException orUnknown(@Nullable IOException failure) {
        return failure == null ? new ConnectException("nothing to try") : failure;
    }

    /// Of a failure of any sort an [IOException]; null of none.
    static @Nullable IOException asIo(@Nullable Throwable failure) {
        if (failure == null || failure instanceof IOException) {
            return (IOException) failure;
        }
        return new IOException(failure);
    }
}
