package io.tsocks.launcher.supervisor;

import io.tsocks.engine.ProxyServer;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.OutgoingDevice;
import io.tsocks.linux.UnixEndpoint;
import io.tsocks.net.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a program's TCP socket can be connected to.
final class Reachable {

    private Reachable() {}

    /// Whether the kernel refuses the address without sending anything: with ENETUNREACH.
    static boolean isImpossible(NativeSocket socket, Kind kind, InetEndpoint to) {
        boolean mapped = kind.isIpv6() && to.address().getAddress().length == 4;
        return to.address().isMulticastAddress()
                || to.isLimitedBroadcast()
                || (mapped && socket.isIpv6Only());
    }

    /// Whether a socket can be connected to a server. Packets for one on the loopback would leave
    /// by the network device that the program has bound its socket to.
    static boolean is(NativeSocket socket, Kind kind, InetEndpoint server) {
        return !isImpossible(socket, kind, server)
                && !isOfOtherFamily(socket, kind, server)
                && !(server.address().isLoopbackAddress() && isBound(socket, kind));
    }

    /// Whether the program has bound its IPv6 socket to an address of the one family, and the
    /// server has one of the other.
    private static boolean isOfOtherFamily(NativeSocket socket, Kind kind, InetEndpoint server) {
        return kind.isIpv6() && !isFrom(Detour.source(socket), server.address());
    }

    /// Whether an address can be connected to from a source address.
    ///
    /// @param source empty if the kernel chooses one
    private static boolean isFrom(Optional<InetEndpoint> source, InetAddress address) {
        return source.isEmpty()
                || source.get().address().getAddress().length == address.getAddress().length;
    }

    private static boolean isBound(NativeSocket socket, Kind kind) {
        return new OutgoingDevice(socket, kind.isIpv6()).isBound();
    }

    /// What a socket can try for each server of a plan; no server without anything.
    static Map<ProxyServer, List<ServerTries.Try>> of(
            NativeSocket socket, Kind kind, Routing.Plan.Via plan) {
        Map<ProxyServer, List<ServerTries.Try>> reachable = new HashMap<>();
        plan.ways()
                .forEach(
                        (server, ways) -> {
                            List<ServerTries.Try> of =
                                    ways.stream().flatMap(way -> tries(way, socket, kind)).toList();
                            if (!of.isEmpty()) {
                                reachable.put(server, of);
                            }
                        });
        return reachable;
    }

    /// What a socket of the supervisor's own can try for each server of a plan.
    ///
    /// @param hasIpv6 whether that is one of AF_INET6
    /// @param source the address that it is bound to, as the program's is; empty if it is not
    static Map<ProxyServer, List<ServerTries.Try>> byRelay(
            Routing.Plan.Via plan, boolean hasIpv6, Optional<InetEndpoint> source) {
        Map<ProxyServer, List<ServerTries.Try>> reachable = new HashMap<>();
        plan.ways()
                .forEach(
                        (server, ways) -> {
                            List<ServerTries.Try> of = new ArrayList<>();
                            ways.forEach(way -> addTries(of, way, hasIpv6, source));
                            if (!of.isEmpty()) {
                                reachable.put(server, of);
                            }
                        });
        return reachable;
    }

    private static void addTries(
            List<ServerTries.Try> tries,
            ServerChain way,
            boolean hasIpv6,
            Optional<InetEndpoint> source) {
        UnixEndpoint socket = way.socket();
        if (socket != null) {
            tries.add(new ServerTries.Try(way, socket));
        }
        for (InetSocketAddress address : way.addresses()) {
            if (isFrom(source, address.getAddress())) {
                InetEndpoint.forSocket(hasIpv6, address)
                        .ifPresent(server -> tries.add(new ServerTries.Try(way, server)));
            }
        }
    }

    private static Stream<ServerTries.Try> tries(ServerChain way, NativeSocket socket, Kind kind) {
        return way.isProtected() ? Stream.empty() : plain(way, socket, kind);
    }

    private static Stream<ServerTries.Try> plain(ServerChain way, NativeSocket socket, Kind kind) {
        return way.addresses().stream()
                .flatMap(address -> InetEndpoint.forSocket(kind.isIpv6(), address).stream())
                .filter(server -> is(socket, kind, server))
                .map(server -> new ServerTries.Try(way, server));
    }

    /// Whether a way of a plan needs the relay, whatever the program's socket can be connected to.
    static boolean isProtected(Routing.Plan.Via plan) {
        return plan.ways().values().stream()
                .flatMap(List::stream)
                .anyMatch(ServerChain::isProtected);
    }

    /// Why there is no such address.
    static String whyNot(NativeSocket socket, Kind kind, Routing.Plan.Via plan) {
        Optional<InetEndpoint> source = Detour.source(socket);
        if (source.isPresent() && byRelay(plan, true, source).isEmpty()) {
            return "the program has bound its socket to "
                    + Address.of(source.get().address())
                    + ", which is of another IP version than the server: "
                    + plan.upstream();
        }
        if (isProtected(plan)) {
            return "the program's socket cannot carry the TLS or GSSAPI of the server: "
                    + plan.upstream();
        }
        String which =
                isBound(socket, kind)
                        ? "socket, which is bound to a network device,"
                        : (kind.isIpv6() ? "IPv6-only" : "IPv4") + " socket";
        return "the program's " + which + " cannot be connected to the server: " + plan.upstream();
    }
}
