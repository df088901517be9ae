package io.tsocks.client;

import io.tsocks.engine.Decision;
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
        };
    }
}
