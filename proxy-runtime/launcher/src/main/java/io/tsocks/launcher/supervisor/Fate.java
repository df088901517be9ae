package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.attempt.Ending;
import org.jspecify.annotations.Nullable;

/// What became of a destination that a program asked for. The audit, the log and the messages to
/// the user are all made from this.
public sealed interface Fate {

    /// The kind, as it is counted and named.
    Journal.Outcome outcome();

    /// The errno that the program got; 0 for success.
    default int errno() {
        return 0;
    }

    /// Why it failed or was denied, in words, or a note about a success; otherwise null.
    default @Nullable String message() {
        return null;
    }

    /// The SOCKS server's URI; null if there is none.
    default @Nullable String server() {
        return null;
    }

    /// Whether the server or this machine is at fault and not the destination, so that the
    /// program's own message would mislead.
    default boolean isOurs() {
        return false;
    }

    /// The time from the program's call to the outcome, in milliseconds.
    default long millis() {
        return 0;
    }

    /// Whether it is also passed to journals that do not heed its kind.
    default boolean isForAll() {
        return false;
    }

    /// The fate of a connect.
    ///
    /// @param server the server's URI; null if there is none
    /// @param onTheWay where it ended, for messages, if that is a server with others behind it;
    ///     null otherwise
    /// @param note what to say of a success; null for nothing
    static Fate of(
            Ending ending,
            @Nullable String server,
            @Nullable String onTheWay,
            @Nullable String note,
            long millis) {
        String message = ending.message();
        if (message == null) {
            return server == null ? new Direct(millis) : new Proxied(server, millis, note);
        }
        return onTheWay == null
                ? new Failed(server, ending.errno(), message, ending.isOurs(), millis)
                : new Failed(server, ending.errno(), onTheWay + ": " + message, true, millis);
    }

    /// Connected through a SOCKS server.
    ///
    /// @param message a note about the way; null if there is nothing to say
    record Proxied(String server, long millis, @Nullable String message) implements Fate {

        /// Connected in the usual way.
        public Proxied(String server, long millis) {
            this(server, millis, null);
        }

        @Override
        public Journal.Outcome outcome() {
            return Journal.Outcome.PROXIED;
        }
    }

    /// Connected, or sent, directly.
    record Direct(long millis) implements Fate {
        @Override
        public Journal.Outcome outcome() {
            return Journal.Outcome.DIRECT;
        }
    }

    /// Connected to a server of this machine, which the policy does not control. Unlike other
    /// successes, this is passed to all journals.
    record Delegated(String message) implements Fate {
        @Override
        public Journal.Outcome outcome() {
            return Journal.Outcome.DIRECT;
        }

        @Override
        public boolean isOurs() {
            return true;
        }

        @Override
        public boolean isForAll() {
            return true;
        }
    }

    /// Refused by the policy or because it cannot be intercepted.
    ///
    /// @param errno 0 if the program is not told
    record Denied(int errno, String message, boolean isOurs, long millis) implements Fate {
        @Override
        public Journal.Outcome outcome() {
            return Journal.Outcome.DENIED;
        }
    }

    /// Tried through a server, or directly, without success.
    record Failed(@Nullable String server, int errno, String message, boolean isOurs, long millis)
            implements Fate {
        @Override
        public Journal.Outcome outcome() {
            return Journal.Outcome.FAILED;
        }
    }
}
