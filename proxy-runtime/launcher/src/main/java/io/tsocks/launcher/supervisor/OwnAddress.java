package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.RouteProbe;

/// The address of this machine that a UDP socket has if it is connected to a destination.
final class OwnAddress {

    private OwnAddress() {}

    /// Gives the socket the address that it would have for a destination, as connect(2) does:
    /// connects it to that address of this machine. The socket keeps the address when it is
    /// connected again, so that nothing leaves even if this machine loses the address later.
    ///
    /// A link-local address would bind the socket to its network device, by which even packets for
    /// the loopback leave. The socket gets none.
    static void take(Kernel kernel, NativeSocket socket, InetEndpoint to) {
        RouteProbe.ownAddressFor(kernel, to)
                .filter(own -> !own.address().isLinkLocalAddress())
                .map(own -> own.withPort(Nowhere.PORT))
                .ifPresent(own -> socket.connect(own.sockaddr()));
    }
}
