package io.tsocks.client;

import io.tsocks.client.health.HealthEvent;
import io.tsocks.engine.Decision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;

/// Is told about the progress of connects, in the thread that makes them. It should not block. An
/// exception that it throws ends the connect.
public interface ConnectListener {

    /// The policy has answered.
    default void routed(SocksAddress destination, Decision decision) {}

    /// A phase begins. A direct connection also has [Phase#CONNECT].
    default void entered(SocksAddress destination, Decision decision, Phase phase) {}

    /// The connect has succeeded or failed. This is also called if nothing was tried, because the
    /// policy refuses or the name was not resolved. A name with several addresses may have one
    /// report for each that was tried. A text that is not a host is not a connect and has no
    /// report.
    default void ended(ConnectReport report) {}

    /// The health of a server has changed, or a group goes to another server. This is told of all
    /// connects of a client, one event after the other, in a thread that connects.
    default void health(HealthEvent<ProxyServer> event) {}

    /// A listener that calls this one and then the next one.
    default ConnectListener and(ConnectListener next) {
        ConnectListener first = this;
        return new ConnectListener() {
            @Override
            public void routed(SocksAddress destination, Decision decision) {
                first.routed(destination, decision);
                next.routed(destination, decision);
            }

            @Override
            public void entered(SocksAddress destination, Decision decision, Phase phase) {
                first.entered(destination, decision, phase);
                next.entered(destination, decision, phase);
            }

            @Override
            public void ended(ConnectReport report) {
                first.ended(report);
                next.ended(report);
            }

            @Override
            public void health(HealthEvent<ProxyServer> event) {
                first.health(event);
                next.health(event);
            }
        };
    }
}
