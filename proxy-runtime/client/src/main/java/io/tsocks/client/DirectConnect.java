package io.tsocks.client;

import io.tsocks.engine.Decision;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/// A connect to a destination that the policy reaches directly, for a program that makes the
/// connection by itself, for example in an event loop. Made by [GuardedClient#direct].
///
/// Connect to [#address], and then call exactly one of [#connected], [#failed] and [#late]: the
/// [ConnectListener] waits for it. None of them waits.
///
/// Not thread-safe.
public final class DirectConnect {

    private final Leg leg;
    private final SocksAddress.Ip destination;
    private final Decision decision;
    private final PolicyEngine engine;

    DirectConnect(Leg leg, SocksAddress.Ip destination, Decision decision, PolicyEngine engine) {
        this.leg = leg;
        this.destination = destination;
        this.decision = decision;
        this.engine = engine;
    }

    /// Where to connect.
    public InetSocketAddress address() {
        return leg.address();
    }

    /// The time that is left for it; zero or less once it has passed.
    public Duration timeLeft() {
        return leg.timeLeft();
    }

    /// The connection is made.
    ///
    /// @param socket is closed if the listener throws
    public Routed<Socket> connected(Socket socket) throws IOException {
        boolean isTold = false;
        try {
            leg.succeeded();
            isTold = true;
            return new Routed<>(socket, destination, decision, engine, List.of());
        } finally {
            if (!isTold) {
                socket.close();
            }
        }
    }

    /// The connection is not made.
    ///
    /// @return the exception that a connect of the client would throw
    public IOException failed(IOException cause) {
        IOException failure =
                cause instanceof ConnectException refused
                        ? Dialer.refused(destination, refused)
                        : cause;
        leg.failed(failure);
        return failure;
    }

    /// The time has passed, and the connection is not made.
    ///
    /// @return the exception that a connect of the client would throw
    public IOException late() {
        IOException failure = leg.late();
        leg.failed(failure);
        return failure;
    }
}
