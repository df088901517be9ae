package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.ChainedHandshake;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;

/// The way through servers without TLS to one behind them, on which that one is probed.
///
/// @param hop its place on the way, at least 1
/// @param nearest the address of the nearest server
record ServerAccess(ServerChain way, int hop, InetEndpoint nearest, Settings settings) {

    /// Connects to the server. The calling thread waits.
    ///
    /// @param limit for all of it
    @SuppressWarnings("resource") // the caller closes it
    Socket connect(Duration limit) throws IOException {
        Socket connection = new Socket(Proxy.NO_PROXY);
        boolean isReached = false;
        try (TimeLimit time = TimeLimit.of(connection, limit)) {
            connection.setTcpNoDelay(true);
            connection.connect(nearest.toSocketAddress());
            isReached = isReached(connection, time);
        } finally {
            if (!isReached) {
                connection.close();
            }
        }
        if (!isReached) {
            throw new IOException("a server on the way to " + way.servers().get(hop) + " refuses");
        }
        return connection;
    }

    private boolean isReached(Socket connection, TimeLimit time) throws IOException {
        Handshake before =
                ChainedHandshake.of(
                        ServerHandshake.stepByStep(way, way.between().getLast(), settings)
                                .subList(0, hop));
        new ServerLine(connection, time).negotiate(before);
        return before.state() instanceof HandshakeState.Established;
    }
}
