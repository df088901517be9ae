package io.tsocks.linux;

import java.io.IOException;

/// The kernel refused something that tsocks cannot do without.
public final class KernelException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /// A refusal of a call.
    ///
    /// @param call the call, by the name of its manual page
    public KernelException(String call, int errno) {
        super(call + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /// The reason, one of [Errno].
    public int errno() {
        return errno;
    }
}
