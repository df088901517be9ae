package io.tsocks.client;

import io.tsocks.engine.Decision;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;

/// Is told about connects as they go on, in the thread that makes them. It should not block; what
/// it throws ends the connect.
public interface ConnectListener {

    /// The policy has answered.
    default void routed(SocksAddress destination, Decision decision) {}

    /// A phase begins; [Phase#CONNECT] is also that of a direct connection.
    default void entered(SocksAddress destination, Decision decision, Phase phase) {}

    /// It is over, well or not, also if nothing was tried: because the policy refuses, or the
    /// name was not resolved. A name with several addresses may have one report for each that was
    /// tried. What is no host at all is not a connect, and has none.
    default void ended(ConnectReport report) {}

    /// Both, the first one first.
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
