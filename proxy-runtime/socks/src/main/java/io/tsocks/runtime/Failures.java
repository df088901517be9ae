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
}
