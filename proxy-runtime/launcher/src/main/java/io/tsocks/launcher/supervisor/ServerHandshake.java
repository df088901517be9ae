package io.tsocks.launcher.supervisor;

import io.tsocks.client.Pipelining;
import io.tsocks.engine.SocksServer;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One handshake with a SOCKS server. What is known about the server decides how far ahead of the
/// replies it is sent, and its end adds to that knowledge.
final class ServerHandshake {

    private final Pipelining pipelining;
    private final Pipelining.Key key;
    private final Pipelining.@Nullable Plan plan;
    private final Duration roundTrip;
    private final SocksHandshake machine;

    /// @param plan null for SOCKS4, which has one message
    private ServerHandshake(
            Pipelining pipelining,
            Pipelining.Key key,
            Pipelining.@Nullable Plan plan,
            Duration roundTrip,
            SocksHandshake machine) {
        this.pipelining = pipelining;
        this.key = key;
        this.plan = plan;
        this.roundTrip = roundTrip;
        this.machine = machine;
    }

    /// Makes a handshake, of which nothing is sent yet.
    ///
    /// @param address the address of the server, to which there is a connection
    /// @param roundTrip the time of a round trip to that address
    static ServerHandshake of(
            SocksServer server,
            InetEndpoint address,
            SocksRequest request,
            Duration roundTrip,
            Settings settings) {
        Pipelining pipelining = settings.pipelining();
        Pipelining.Key key = new Pipelining.Key(server, address.toSocketAddress());
        if (server.version() != SocksVersion.SOCKS5) {
            SocksHandshake machine =
                    SocksHandshake.socks4(request, settings.credentials().userId());
            return new ServerHandshake(pipelining, key, null, roundTrip, machine);
        }
        Pipelining.Plan plan = pipelining.plan(key, settings.credentials().methods(server));
        SocksHandshake machine = SocksHandshake.socks5(request, plan.offered(), plan.strategy());
        return new ServerHandshake(pipelining, key, plan, roundTrip, machine);
    }

    SocksHandshake machine() {
        return machine;
    }

    /// Records that the server has granted the request.
    void succeeded() {
        Authentication method = machine.method();
        if (method != null) {
            pipelining.succeeded(key, method, roundTrip);
        }
    }

    /// Records that the server has ended the handshake.
    void failed(Phase where) {
        if (where == Phase.METHOD || where == Phase.AUTHENTICATION) {
            pipelining.forget(key);
        }
    }

    /// Records that the server was silent for too long.
    ///
    /// @return advice for the end of the message; empty if there is none
    String late() {
        if (plan == null || plan.strategy() == Strategy.SEQUENTIAL || machine.method() == null) {
            return "";
        }
        pipelining.silent(key, plan);
        return "; it got several messages at once and may have lost all but the first:"
                + " --handshake=sequential sends one at a time";
    }
}
