package io.tsocks.linux;

/// The result of a call.
public sealed interface Result {

    /// The call succeeded.
    ///
    /// @param value the return value
    record Success(long value) implements Result {
        @Override
        public int errno() {
            return 0;
        }
    }

    /// The call failed.
    ///
    /// @param errno why, never 0
    record Failure(int errno) implements Result {
        /// @throws IllegalArgumentException if the errno is not that of a failure
        public Failure {
            if (errno == 0) {
                throw new IllegalArgumentException("a failure has a reason");
            }
        }

        @Override
        public long value() {
            return -1;
        }
    }

    /// A success.
    static Result of(long value) {
        return new Success(value);
    }

    /// A failure.
    ///
    /// @param errno why, never 0
    static Result failure(int errno) {
        return new Failure(errno);
    }

    /// The return value; -1 on failure.
    long value();

    /// The errno; 0 on success.
    int errno();

    /// Whether the call succeeded.
    default boolean ok() {
        return this instanceof Success;
    }

    /// The value as the C `int` that most calls return.
    default int intValue() {
        return (int) value();
    }

    /// The value of a call that cannot fail unless the kernel lacks it.
    ///
    /// @param what the call, for the message
    /// @throws KernelException if it failed
    default int orThrow(String what) throws KernelException {
        if (!ok()) {
            throw new KernelException(what, errno());
        }
        return intValue();
    }
}
