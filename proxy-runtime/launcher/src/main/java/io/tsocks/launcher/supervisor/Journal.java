package io.tsocks.launcher.supervisor;

import io.tsocks.client.health.HealthEvent;
import io.tsocks.engine.ProxyServer;
import org.jspecify.annotations.Nullable;

/// Is told what became of each destination.
@FunctionalInterface
public interface Journal {

    /// Takes one event. The supervisor's thread calls this and waits meanwhile, so it must not
    /// block.
    void record(Event event);

    /// Takes a change in the health of a server, or that a group goes to another one. Must not
    /// block either.
    default void health(HealthEvent<ProxyServer> event) {}

    /// Is told how many events could not be recorded since the last one.
    default void lost(long events) {}

    /// Whether the journal uses events with this outcome; others need not be prepared and recorded.
    /// Always the same for the same outcome.
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

    /// Whether an event is for this journal.
    default boolean takes(Event event) {
        return event.fate().isForAll() || heeds(event.outcome());
    }

    /// The kind of destination.
    enum Protocol {
        TCP,
        UDP,
        /// A question for a name.
        DNS,
        /// A server of this machine.
        UNIX,
        /// The kind of socket could not be found out.
        SOCKET;

        /// The name in lower case, as logs print it.
        public String label() {
            return switch (this) {
                case TCP -> "tcp";
                case UDP -> "udp";
                case DNS -> "dns";
                case UNIX -> "unix";
                case SOCKET -> "socket";
            };
        }
    }

    /// One destination that a program asked for.
    ///
    /// @param over the protocol by which it was to be reached
    /// @param destination an address and port, or another description of the destination
    /// @param program the name of the program in the kernel
    /// @param thread the id of the thread that asked
    /// @param rule the rule that decided, in words
    /// @param fate what became of it
    record Event(
            Protocol over, String destination, String program, int thread, String rule, Fate fate) {

        /// The protocol as logs print it.
        public String protocol() {
            return over.label();
        }

        /// As [Fate#outcome].
        public Outcome outcome() {
            return fate.outcome();
        }

        /// As [Fate#server].
        public @Nullable String server() {
            return fate.server();
        }

        /// As [Fate#errno].
        public int errno() {
            return fate.errno();
        }

        /// As [Fate#message].
        public @Nullable String message() {
            return fate.message();
        }

        /// As [Fate#isOurs].
        public boolean isOurs() {
            return fate.isOurs();
        }

        /// As [Fate#millis].
        public long millis() {
            return fate.millis();
        }
    }
}
