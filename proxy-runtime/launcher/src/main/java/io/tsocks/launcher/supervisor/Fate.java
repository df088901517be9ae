package io.tsocks.launcher.supervisor;

import org.jspecify.annotations.Nullable;

/// What became of a destination that a program asked for. The audit, the log and what is said to
/// the user are all made of this.
public sealed interface Fate {

    /// The kind, as it is counted and named.
    Journal.Outcome outcome();

    /// What the program was told; 0 for success.
    default int errno() {
        return 0;
    }

    /// Why it failed or was denied, in words, or what is to be known of a success; else null.
    default @Nullable String message() {
        return null;
    }

    /// The SOCKS server's URI; null if there is none.
    default @Nullable String server() {
        return null;
    }

    /// Whether the reason is not the destination's but the server's or this machine's, so that the
    /// program's own message would mislead.
    default boolean isOurs() {
        return false;
    }

    /// From the program's call to the outcome.
    default long millis() {
        return 0;
    }

    /// Whether it is told also to those who do not heed its kind.
    default boolean isForAll() {
        return false;
    }

    /// Connected through a SOCKS server.
    record Proxied(String server, long millis) implements Fate {
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

    /// Connected to a server of this machine, which the policy does not control. Told to all,
    /// unlike what goes well otherwise.
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
