package io.tsocks.agent.inside;

import io.tsocks.client.StandIns;
import io.tsocks.client.Tsocks;
import io.tsocks.engine.Action;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// What becomes of datagrams.
///
/// @param denies whether those are refused that the policy does not send directly
record DatagramRule(Tsocks tsocks, boolean denies) {

    /// Checks a datagram.
    ///
    /// @throws ConnectException if it is refused
    void check(SocketAddress target) throws IOException {
        if (!(target instanceof InetSocketAddress to) || to.getAddress() == null) {
            return;
        }
        if (StandIns.isStandIn(to.getAddress().getAddress())) {
            throw refused(to, "the SOCKS server resolves this name, and carries no datagrams here");
        }
        if (denies && !isDirect(to)) {
            throw refused(
                    to, "the policy does not reach it directly; udp=direct sends all datagrams");
        }
    }

    private boolean isDirect(InetSocketAddress to) {
        return tsocks.engine().decide(to.getAddress(), to.getPort()).action()
                instanceof Action.Direct;
    }

    private static ConnectException refused(InetSocketAddress to, String why) {
        return new ConnectException("tsocks: a datagram to " + to + " is refused: " + why);
    }
}
