package io.tsocks.client;

import io.tsocks.protocol.SocksRequest;
import java.nio.ByteBuffer;

/// What a server is to do, and what its connection is to be like.
///
/// @param plain whether the connection must carry bytes as they are, which GSSAPI's does not
/// @param sockets makes it
/// @param early the application's first bytes, which may go with the request; mostly empty
record Order(SocksRequest request, boolean plain, Dialer.Sockets sockets, ByteBuffer early) {

    /// With a socket like any.
    static Order of(SocksRequest request, boolean plain) {
        return new Order(request, plain, Dialer.Sockets.PLAIN, ByteBuffer.allocate(0));
    }
}
