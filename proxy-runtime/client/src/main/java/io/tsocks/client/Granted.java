package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.SocksAddress;
import java.net.SocketAddress;
import java.util.List;

/// A granted request on an open connection.
///
/// @param bound the address in the reply
/// @param server the address of the server that granted it
/// @param earlySent whether the order's early bytes went with the request
/// @param servers the servers on the way, the nearest first and the one that granted it last
record Granted(
        TimedSocket socket,
        Handshake handshake,
        SocksAddress bound,
        SocketAddress server,
        boolean earlySent,
        List<ProxyServer> servers) {

    /// The same with the servers on the way.
    Granted by(List<ProxyServer> way) {
        return new Granted(socket, handshake, bound, server, earlySent, way);
    }
}
