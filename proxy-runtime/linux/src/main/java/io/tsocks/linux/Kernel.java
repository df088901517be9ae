package io.tsocks.linux;

/// The binding to the kernel that answers system calls. Users say which kernel they mean, so that
/// tests can use one that fails on demand.
@FunctionalInterface
public interface Kernel {

    /// `syscall(2)`.
    ///
    /// @return the value, or the errno of this call
    Result call(Syscall call, long a, long b, long c, long d, long e, long f);

    /// The kernel that this process runs on.
    static Kernel ofThisProcess() {
        return Native.KERNEL;
    }

    /// A call with one argument.
    default Result call(Syscall call, long a) {
        return call(call, a, 0, 0, 0, 0, 0);
    }

    /// A call with two arguments.
    default Result call(Syscall call, long a, long b) {
        return call(call, a, b, 0, 0, 0, 0);
    }

    /// A call with three arguments.
    default Result call(Syscall call, long a, long b, long c) {
        return call(call, a, b, c, 0, 0, 0);
    }

    /// A call with four arguments.
    default Result call(Syscall call, long a, long b, long c, long d) {
        return call(call, a, b, c, d, 0, 0);
    }

    /// A call with five arguments.
    default Result call(Syscall call, long a, long b, long c, long d, long e) {
        return call(call, a, b, c, d, e, 0);
    }
}
