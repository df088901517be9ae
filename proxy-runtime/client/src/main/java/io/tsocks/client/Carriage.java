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
        if (server.gssapi() != null) {
            checkWrapped(server, order, destination);
        }
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

    /// Every byte to a server with GSSAPI is wrapped, and belongs to the socket that wraps it.
    private static void checkWrapped(ProxyServer server, Order order, SocksAddress destination)
            throws NotCarriedException {
        if (order.request().command() == Command.UDP_ASSOCIATE) {
            throw notCarried(
                    server,
                    destination,
                    "datagrams would travel unprotected beside the connection; use a server without"
                            + " gssapi for them");
        }
        if (order.plain()) {
            throw notCarried(
                    server,
                    destination,
                    "a SocketChannel, another server and an event loop of the program carry bytes as"
                            + " they are; use a Socket for a server with gssapi");
        }
    }

    private static NotCarriedException notCarried(
            ProxyServer server, SocksAddress destination, String why) {
        return new NotCarriedException(destination + " via " + server.uri() + ": " + why);
    }
}
