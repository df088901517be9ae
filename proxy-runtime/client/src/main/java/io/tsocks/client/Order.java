package io.tsocks.client;

import io.tsocks.protocol.SocksRequest;
import java.nio.ByteBuffer;

/// A request for a server, with the demands on its connection.
///
/// @param plain whether the connection must carry bytes unchanged, which rules out GSSAPI
/// @param sockets makes the connection's socket
/// @param early the application's first bytes, which may go with the request; usually empty
record Order(SocksRequest request, boolean plain, Dialer.Sockets sockets, ByteBuffer early) {

    /// An order with a plain socket.
    static Order of(SocksRequest request, boolean plain) {
        return new Order(request, plain, Dialer.Sockets.PLAIN, ByteBuffer.allocate(0));
    }
}
