package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.net.ServerAddress;
import io.tsocks.protocol.Command;
import io.tsocks.protocol.SocksAddress;

/// What the connection to a server can carry.
final class Carriage {

    private Carriage() {}

    /// Refuses an order that a server inside TLS or at an AF_UNIX socket cannot carry, before
    /// anything is sent to it.
    ///
    /// @throws NotCarriedException with the reason
    static void check(ProxyServer server, Order order, SocksAddress destination)
            throws NotCarriedException {
        boolean bare = !server.kind().usesTls() && server.address() instanceof ServerAddress.Inet;
        if (bare) {
            return;
        }
        if (order.request().command() == Command.UDP_ASSOCIATE) {
            throw notCarried(
                    server,
                    destination,
                    server.kind().usesTls()
                            ? "datagrams would travel in clear beside the TLS connection; use a"
                                    + " server without TLS for them"
                            : "datagrams do not travel through an AF_UNIX socket; use a server at a"
                                    + " port for them");
        }
        if (order.sockets().equals(Dialer.Sockets.OF_CHANNELS)) {
            throw notCarried(
                    server,
                    destination,
                    "a SocketChannel carries bytes as they are, over TCP; use a Socket for a server"
                            + " inside TLS or at an AF_UNIX socket");
        }
    }

    private static NotCarriedException notCarried(
            ProxyServer server, SocksAddress destination, String why) {
        return new NotCarriedException(destination + " via " + server.uri() + ": " + why);
    }
}
