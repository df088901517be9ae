package io.tsocks.client;

import io.tsocks.protocol.SocksRequest;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Connects to a destination over a hop, directly or through the hop's server.
///
/// @param plain whether the connection must carry bytes unchanged, which rules out GSSAPI
/// @param sockets makes the connection's socket
/// @param early the application's first bytes, which each hop may send; usually empty
record ConnectAttempt(Dialer dialer, boolean plain, Dialer.Sockets sockets, ByteBuffer early)
        implements Attempts.Attempt<Connection> {

    @Override
    public Connection through(Router.Hop hop, Progress progress) throws IOException {
        return switch (hop) {
            case Router.Direct direct -> {
                TimedSocket socket = dialer.direct(direct, sockets, progress);
                yield new Connection(socket.release(), direct.destination(), false, null);
            }
            case Router.Via via -> {
                SocksRequest request = SocksRequest.connect(via.destination());
                Order order = new Order(request, plain, sockets, early.duplicate());
                Granted granted = dialer.request(via, order, progress);
                yield new Connection(
                        granted.socket().release(),
                        via.destination(),
                        granted.earlySent(),
                        granted.handshake().encapsulation());
            }
        };
    }
}
