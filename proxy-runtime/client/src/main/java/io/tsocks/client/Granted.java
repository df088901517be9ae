package io.tsocks.client;

import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.SocksAddress;
import java.net.SocketAddress;

/// A granted request on an open connection.
///
/// @param bound the address in the reply
/// @param server the address of the server that granted it
/// @param earlySent whether the order's early bytes went with the request
record Granted(
        TimedSocket socket,
        Handshake handshake,
        SocksAddress bound,
        SocketAddress server,
        boolean earlySent) {}
