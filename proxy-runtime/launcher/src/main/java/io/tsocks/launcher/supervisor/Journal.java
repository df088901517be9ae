package io.tsocks.launcher.supervisor;

import org.jspecify.annotations.Nullable;

/// Is told what became of each destination.
@FunctionalInterface
public interface Journal {

    /// Takes one event; called by the supervisor's thread, which waits
    /// meanwhile, so that nothing here may block.
    void record(Event event);

    /// So many events could not be recorded since the last one.
    default void lost(long events) {}

    /// Whether it makes anything of what ends like this: what it does not heed need not be found
    /// out and recorded. Always the same for the same outcome.
    default boolean heeds(Outcome outcome) {
        return true;
    }

    /// What became of a destination.
    enum Outcome {
        /// Connected through a SOCKS server.
        PROXIED,
        /// Connected, or sent, directly.
        DIRECT,
        /// Refused by the policy or because it cannot be intercepted.
        DENIED,
        /// Tried through a server, or directly, without success.
        FAILED;

        /// The name in lower case, as logs print it.
        public String label() {
            return switch (this) {
                case PROXIED -> "proxied";
                case DIRECT -> "direct";
                case DENIED -> "denied";
                case FAILED -> "failed";
            };
        }
    }

    /// One destination that a program asked for.
    ///
    /// @param protocol `tcp`, `udp`, or `unix` for a server of this machine; `socket` where that
    ///     could not be found out
    /// @param destination an address and port, or another name of what was asked for
    /// @param program the name of the program, as the kernel has it
    /// @param thread its thread's id
    /// @param rule the rule that decided, in words
    /// @param server the SOCKS server's URI; null where there is none
    /// @param errno what the program was told; 0 for success
    /// @param message why it failed or was denied, in words, or what is to be known of a success;
    ///     else null
    /// @param isOurs whether the reason is not the destination's but the server's or this
    ///     machine's, so that the program's own message would mislead
    /// @param millis from the program's call to the outcome
    record Event(
            Outcome outcome,
            String protocol,
            String destination,
            String program,
            int thread,
            String rule,
            @Nullable String server,
            int errno,
            @Nullable String message,
            boolean isOurs,
            long millis) {}
}
