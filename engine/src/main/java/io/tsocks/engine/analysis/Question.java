package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.SocksServer;
import java.util.List;
import java.util.OptionalInt;

/// Which destinations are sought in a policy, such as `direct to 10.0.0.0/8 port 1-1023`.
///
/// ```
/// question = [ "not" ] outcome [ "to" addresses ] [ "port" ports ]
/// outcome  = "any" | "direct" | "refused" | "via" ( "any" | server )
/// server   = [ ( "socks4" | "socks5" ) "://" ] HOST [ ":" PORT ]
/// addresses = "any" | address { "," address }
/// address  = IP [ "/" LENGTH | "/" NETMASK | "-" IP ]
/// ports    = "any" | PORT [ "-" PORT ] { "," PORT [ "-" PORT ] }
/// ```
///
/// `not` turns the outcome round, not the addresses and ports.
///
/// @param wanted the outcome, as a pattern
/// @param negated whether every other outcome is sought
/// @param to in order, with gaps between them; at least one
/// @param ports which ports
public record Question(Wanted wanted, boolean negated, List<AddressRange> to, PortSet ports) {

    public Question {
        to = List.copyOf(to);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("no addresses");
        }
    }

    /// Reads a question.
    ///
    /// @throws QuestionSyntaxException if it is none; its message is for the person who wrote it
    public static Question parse(String text) throws QuestionSyntaxException {
        return new QuestionParser(text).parse();
    }

    /// Whether an action is one that is sought.
    public boolean seeks(Action action) {
        return wanted.matches(action) != negated;
    }

    /// A pattern of actions, which may leave open the server, or its port and version.
    public sealed interface Wanted {

        /// Whether an action is of this kind.
        default boolean matches(Action action) {
            return switch (this) {
                case Any ignored -> true;
                case Direct ignored -> action instanceof Action.Direct;
                case Refused ignored -> action instanceof Action.Refused;
                case ViaAny ignored -> action instanceof Action.Via;
                case Via via -> action instanceof Action.Via taken && via.matches(taken.server());
            };
        }

        /// Whatever it is.
        record Any() implements Wanted {}

        /// Direct connections.
        record Direct() implements Wanted {}

        /// No connection.
        record Refused() implements Wanted {}

        /// Through some server.
        record ViaAny() implements Wanted {}

        /// Through a server.
        ///
        /// @param host in the spelling of [SocksServer#canonicalHost], to which any other is
        /// changed
        /// @param port 1 to 65535; empty for any
        /// @param version 4 or 5; empty for either
        record Via(String host, OptionalInt port, OptionalInt version) implements Wanted {

            public Via {
                host = SocksServer.canonicalHost(host);
            }

            private boolean matches(SocksServer server) {
                return server.host().equals(host)
                        && port.orElse(server.port()) == server.port()
                        && version.orElse(server.version().number()) == server.version().number();
            }
        }
    }
}
