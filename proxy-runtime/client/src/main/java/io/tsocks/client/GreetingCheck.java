package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.Decision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.ServerAddress;
import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.time.Duration;

/// Checks a server by a connection that ends before a login and a request. It counts as no connect:
/// no listener is told of it.
record GreetingCheck(Router router, Dialer dialer, Deadlines deadlines) {

    /// Returns if the server passes.
    ///
    /// @param limit for all phases together, if that is less than the usual deadline
    /// @throws IOException if it does not: what a connect through it would have thrown
    void of(ProxyServer server, Duration limit) throws IOException {
        SocksAddress itself = place(server);
        Decision decision = router.undecided(itself);
        dialer.greet(
                new Router.Via(itself, server, decision),
                new Progress(
                        new Call(itself, System.nanoTime(), Duration.ZERO),
                        itself,
                        decision,
                        deadlines,
                        Deadline.in(deadlines.overall()).or(Deadline.in(limit)),
                        new ConnectListener() {},
                        new Cancellation()));
    }

    /// What messages call the place of the server; a check requests nothing.
    private static SocksAddress place(ProxyServer server) {
        return switch (server.address()) {
            case ServerAddress.Inet(String host, int port) -> SocksAddress.of(host, port);
            case ServerAddress.Unix ignored -> SocksAddress.of("localhost", 1);
        };
    }
}
