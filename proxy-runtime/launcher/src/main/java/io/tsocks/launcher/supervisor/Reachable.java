package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.OutgoingDevice;
import java.net.InetSocketAddress;
import java.util.Optional;

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
                && !(server.address().isLoopbackAddress() && isBound(socket, kind));
    }

    private static boolean isBound(NativeSocket socket, Kind kind) {
        return new OutgoingDevice(socket, kind.isIpv6()).isBound();
    }

    /// The address at which a socket can be connected to the SOCKS server.
    static Optional<InetEndpoint> of(NativeSocket socket, Kind kind, Routing.Plan.Via plan) {
        for (InetSocketAddress address : plan.addresses()) {
            Optional<InetEndpoint> server = InetEndpoint.forSocket(kind.isIpv6(), address);
            if (server.isPresent() && is(socket, kind, server.get())) {
                return server;
            }
        }
        return Optional.empty();
    }

    /// Why there is no such address.
    static String whyNot(NativeSocket socket, Kind kind, Routing.Plan.Via plan) {
        String which =
                isBound(socket, kind)
                        ? "socket, which is bound to a network device,"
                        : (kind.isIpv6() ? "IPv6-only" : "IPv4") + " socket";
        return "the program's "
                + which
                + " cannot be connected to the SOCKS server "
                + plan.server().uri();
    }
}
