package io.tsocks.launcher.attempt;

import io.tsocks.linux.Errno;
import io.tsocks.protocol.Phase;
import org.jspecify.annotations.Nullable;

/// How an [Attempt] ended.
public sealed interface Ending {

    /// What the program is told; 0 for success.
    int errno();

    /// Why it failed, in words; null for success.
    @Nullable String message();

    /// Whether the reason is not the destination's but the server's or this machine's, so that the
    /// program's own message would mislead.
    boolean isOurs();

    /// The connection is the program's.
    record Made() implements Ending {
        @Override
        public int errno() {
            return 0;
        }

        @Override
        public @Nullable String message() {
            return null;
        }

        @Override
        public boolean isOurs() {
            return false;
        }
    }

    /// There is no connection.
    ///
    /// @param where in which phase the server ended the handshake; null if it did not
    record Failed(int errno, String message, boolean isOurs, @Nullable Phase where)
            implements Ending {}

    /// The program has used the socket in the middle of the handshake.
    record UsedEarly(String message) implements Ending {
        @Override
        public int errno() {
            return Errno.ECONNABORTED;
        }

        @Override
        public boolean isOurs() {
            return true;
        }
    }

    /// Nobody wants the outcome any more.
    record GivenUp(String message) implements Ending {

        /// No process has the socket any more.
        public static final GivenUp BY_ALL = new GivenUp("the program ended before the outcome");

        /// The program has taken its socket back.
        public static final GivenUp BY_PROGRAM = new GivenUp("the program gave it up");

        @Override
        public int errno() {
            return Errno.ECONNABORTED;
        }

        @Override
        public boolean isOurs() {
            return false;
        }
    }
}
