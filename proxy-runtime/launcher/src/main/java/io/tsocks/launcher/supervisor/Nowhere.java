package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A closed port of the loopback, to which tsocks connects UDP sockets that may not go where they
/// want to.
final class Nowhere {

    /// The port of the discard protocol (RFC 863), on which no server listens nowadays.
    static final int PORT = 9;

    private Nowhere() {}

    /// At the loopback address of the destination's own family.
    static InetEndpoint like(InetEndpoint to) {
        return at(to.isIpv6Sockaddr(), to.address().getAddress().length != 4).orElseThrow();
    }

    /// The address that the socket can be connected to, whatever the destination; empty if there is
    /// none.
    static Optional<InetEndpoint> of(NativeSocket socket, Kind kind) {
        return at(kind.isIpv6(), kind.isIpv6() && socket.isIpv6Only());
    }

    private static Optional<InetEndpoint> at(boolean ipv6Socket, boolean isIpv6) {
        InetAddress here = InetAddress.ofLiteral(isIpv6 ? "::1" : "127.0.0.1");
        return InetEndpoint.forSocket(ipv6Socket, new InetSocketAddress(here, PORT));
    }

    /// Whether a peer is this port of the loopback.
    static boolean isAt(InetEndpoint peer) {
        return peer.port() == PORT && peer.address().isLoopbackAddress();
    }
}
