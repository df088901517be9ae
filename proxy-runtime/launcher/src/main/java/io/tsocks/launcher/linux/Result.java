package io.tsocks.launcher.linux;

/// What a call answered.
///
/// @param value the return value; -1 on failure
/// @param errno 0 on success
public record Result(long value, int errno) {

    /// Whether the call succeeded.
    public boolean ok() {
        return errno == 0;
    }

    /// The value as the C `int` that most calls return.
    public int intValue() {
        return (int) value;
    }

    /// The value of a call that cannot fail unless the kernel lacks it.
    ///
    /// @param what names the call in the message
    /// @throws KernelException where it failed
    public int orThrow(String what) throws KernelException {
        if (!ok()) {
            throw new KernelException(what, errno);
        }
        return (int) value;
    }
}
