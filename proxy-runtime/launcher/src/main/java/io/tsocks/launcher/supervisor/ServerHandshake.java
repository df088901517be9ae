package io.tsocks.launcher.supervisor;

import io.tsocks.client.Pipelining;
import io.tsocks.engine.SocksServer;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HttpConnectHandshake;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One handshake with a server. What is known about the server decides how far ahead of the
/// replies it is sent, and its end adds to that knowledge.
final class ServerHandshake {

    private final Pipelining pipelining;
    private final Pipelining.Key key;
    private final Pipelining.@Nullable Plan plan;
    private final Duration roundTrip;
    private final Handshake machine;

    /// @param plan null for SOCKS 4 and HTTP, which have one message
    private ServerHandshake(
            Pipelining pipelining,
            Pipelining.Key key,
            Pipelining.@Nullable Plan plan,
            Duration roundTrip,
            Handshake machine) {
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
        Pipelining.Key key = new Pipelining.Key(server, address.toSocketAddress());
        return switch (server.kind()) {
            case SOCKS4, SOCKS4A, HTTP ->
                    inOneMessage(sequential(server, request, settings), key, settings);
            case SOCKS5 -> socks5(server, key, request, roundTrip, settings);
        };
    }

    /// A handshake of one message after the other, for who has the whole connection to itself.
    static Handshake sequential(SocksServer server, SocksRequest request, Settings settings) {
        return switch (server.kind()) {
            case SOCKS4, SOCKS4A -> SocksHandshake.socks4(request, settings.credentials().userId());
            case HTTP -> new HttpConnectHandshake(request, login(server, settings));
            case SOCKS5 ->
                    SocksHandshake.socks5(
                            request, settings.credentials().methods(server), Strategy.SEQUENTIAL);
        };
    }

    private static ServerHandshake inOneMessage(
            Handshake machine, Pipelining.Key key, Settings settings) {
        return new ServerHandshake(settings.pipelining(), key, null, Duration.ZERO, machine);
    }

    private static Authentication.@Nullable Password login(SocksServer server, Settings settings) {
        return settings.credentials().methods(server).getLast()
                        instanceof Authentication.Password login
                ? login
                : null;
    }

    private static ServerHandshake socks5(
            SocksServer server,
            Pipelining.Key key,
            SocksRequest request,
            Duration roundTrip,
            Settings settings) {
        Pipelining pipelining = settings.pipelining();
        Pipelining.Plan plan = pipelining.plan(key, settings.credentials().methods(server));
        SocksHandshake machine = SocksHandshake.socks5(request, plan.offered(), plan.strategy());
        return new ServerHandshake(pipelining, key, plan, roundTrip, machine);
    }

    Handshake machine() {
        return machine;
    }

    /// Records that the server has granted the request.
    void succeeded() {
        Authentication method = method();
        if (method != null) {
            pipelining.succeeded(key, method, roundTrip);
        }
    }

    private @Nullable Authentication method() {
        return machine instanceof SocksHandshake socks ? socks.method() : null;
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
        if (plan == null || plan.strategy() == Strategy.SEQUENTIAL || method() == null) {
            return "";
        }
        pipelining.silent(key, plan);
        return "; it got several messages at once and may have lost all but the first:"
                + " --handshake=sequential sends one at a time";
    }
}
