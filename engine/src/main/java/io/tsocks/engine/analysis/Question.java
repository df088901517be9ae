package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.HostDecision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.net.HostPattern;
import io.tsocks.net.Selection;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A question for the destinations of a policy that have some outcome, such as
/// `direct to 10.0.0.0/8 port 1-1023`.
///
/// ```
/// question = [ "not" ] outcome [ "to" addresses ] [ "port" ports ]
/// outcome  = "any" | "direct" | "refused" | "resolved" | "via" ( "any" | server | group )
/// group    = server { ", else" server } | server { "and" server } "in turn"
///          | server { "or" server } "by host" | "the fastest of" server { "and" server }
/// server   = [ ( "socks4" | "socks4a" | "socks5" | "http" ) "://" ] HOST [ ":" PORT ]
/// addresses = "any" | address { "," address }
/// address  = IP [ "/" LENGTH | "/" NETMASK | "-" IP ] | "names" | pattern
/// pattern  = "." NAME | "*." NAME | NAME
/// ports    = "any" | PORT [ "-" PORT ] { "," PORT [ "-" PORT ] }
/// ```
///
/// `via` a server also seeks the groups that have it; a group in words seeks that group alone.
///
/// `not` negates the outcome, not the addresses and ports. `names` are all host names. A name is
/// `resolved` if its address decides, so that it must be resolved before a connect; only `any`,
/// `resolved` and `not` seek it.
///
/// @param wanted the outcome, as a pattern
/// @param negated whether every outcome that does not match `wanted` is sought
/// @param to the addresses, in order, with gaps between the ranges
/// @param names which names; at least one address or name is sought
/// @param ports which ports
public record Question(
        Wanted wanted,
        boolean negated,
        List<AddressRange> to,
        List<HostPattern> names,
        PortSet ports) {

    public Question {
        to = List.copyOf(to);
        names = List.copyOf(names);
        if (to.isEmpty() && names.isEmpty()) {
            throw new IllegalArgumentException("no destinations");
        }
    }

    /// Reads a question.
    ///
    /// @throws QuestionSyntaxException if the text is not a question; the message is for the person
    ///     who wrote it
    public static Question parse(String text) throws QuestionSyntaxException {
        return new QuestionParser(text).parse();
    }

    /// Whether an action is sought.
    public boolean seeks(Action action) {
        return wanted.matches(action) != negated;
    }

    /// Whether a policy's answer for a name is sought.
    public boolean seeks(HostDecision decision) {
        return wanted.matches(decision) != negated;
    }

    /// A pattern of outcomes. It may leave open the server, or the server's port and version.
    public sealed interface Wanted {

        /// Whether an action is of this kind.
        default boolean matches(Action action) {
            return switch (this) {
                case Any ignored -> true;
                case Resolved ignored -> false;
                case Direct ignored -> action instanceof Action.Direct;
                case Refused ignored -> action instanceof Action.Refused;
                case ViaAny ignored -> action instanceof Action.Via;
                case ViaServer via ->
                        action instanceof Action.Via taken
                                && taken.servers().stream().anyMatch(via::matches);
                case ViaGroup group ->
                        action instanceof Action.Via(Upstream taken) && group.matches(taken);
            };
        }

        /// Whether a decision about a name is of this kind.
        default boolean matches(HostDecision decision) {
            return switch (decision) {
                case HostDecision.Decided(Decision decided) -> matches(decided.action());
                case HostDecision.NeedsAddress ignored ->
                        this instanceof Any || this instanceof Resolved;
            };
        }

        /// Names that are resolved, because their addresses decide.
        record Resolved() implements Wanted {}

        /// Any outcome.
        record Any() implements Wanted {}

        /// Direct connections.
        record Direct() implements Wanted {}

        /// Refused connections.
        record Refused() implements Wanted {}

        /// Connections through any server.
        record ViaAny() implements Wanted {}

        /// Connections through a group with exactly these servers, in this order.
        ///
        /// @param servers at least one
        record ViaGroup(List<ViaServer> servers, Selection selection) implements Wanted {

            public ViaGroup {
                servers = List.copyOf(servers);
            }

            private boolean matches(Upstream upstream) {
                List<ProxyServer> taken = upstream.servers();
                return upstream.isGroup()
                        && upstream.selection() == selection
                        && taken.size() == servers.size()
                        && IntStream.range(0, taken.size())
                                .allMatch(i -> servers.get(i).matches(taken.get(i)));
            }
        }

        /// Connections that one server may carry, alone or in a group.
        sealed interface ViaServer extends Wanted {

            /// Whether a server is the one.
            boolean matches(ProxyServer server);
        }

        /// Connections through the server at an AF_UNIX socket.
        record ViaSocket(ServerAddress.Unix socket) implements ViaServer {

            @Override
            public boolean matches(ProxyServer server) {
                return server.address().equals(socket);
            }
        }

        /// Connections through a server at a host.
        ///
        /// @param host in the spelling of [ProxyServer#canonicalHost]; any other is converted to it
        /// @param port 1 to 65535; empty for any
        /// @param kind empty for any
        record Via(String host, OptionalInt port, Optional<ServerKind> kind) implements ViaServer {

            public Via {
                host = ProxyServer.canonicalHost(host);
            }

            @Override
            public boolean matches(ProxyServer server) {
                return server.address() instanceof ServerAddress.Inet(String its, int listening)
                        && its.equals(host)
                        && port.orElse(listening) == listening
                        && kind.orElse(server.kind()) == server.kind();
            }
        }
    }
}
