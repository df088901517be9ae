package io.tsocks.launcher.attempt;

import io.tsocks.client.health.Verdict;
import io.tsocks.linux.Errno;
import io.tsocks.protocol.Phase;
import org.jspecify.annotations.Nullable;

/// How an [Attempt] ended.
public sealed interface Ending {

    /// The errno that the program gets; 0 for success.
    int errno();

    /// Why the attempt failed, in words; null for success.
    @Nullable String message();

    /// Whether the server or this machine is at fault and not the destination, so that the
    /// program's own message would mislead.
    boolean isOurs();

    /// The connection is established and belongs to the program.
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
    /// @param where the phase in which the server ended the handshake; null if it did not end it
    /// @param verdict what that tells of the server
    record Failed(int errno, String message, boolean isOurs, @Nullable Phase where, Verdict verdict)
            implements Ending {

        /// There is no connection because of the program's socket, whatever the server says.
        ///
        /// @param errno of that socket
        public static Failed ofSocket(int errno) {
            return new Failed(errno, Errno.describe(errno), false, null, new Verdict.Nothing());
        }
    }

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

    /// No process wants the outcome any more.
    record GivenUp(String message) implements Ending {

        /// No process has the socket any more.
        public static final GivenUp BY_ALL =
                new GivenUp("the program closed its socket or ended before the outcome");

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
