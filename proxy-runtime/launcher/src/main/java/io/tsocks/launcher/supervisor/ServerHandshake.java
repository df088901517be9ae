package io.tsocks.launcher.supervisor;

import io.tsocks.client.Handshakes;
import io.tsocks.client.Pipelining;
import io.tsocks.engine.ProxyServer;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.StreamAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.ChainedHandshake;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One handshake with a server, or with several on the way to it. What is known about the server
/// decides how far ahead of the replies it is sent, and its end adds to that knowledge.
final class ServerHandshake {

    private final Pipelining pipelining;
    private final ServerChain way;
    private final Pipelining.@Nullable Key key;
    private final Pipelining.@Nullable Plan plan;
    private final Duration roundTrip;
    private final Handshake machine;

    /// @param key under which it is known how far ahead the server takes messages; null like the
    ///     plan
    /// @param plan null if nothing is sent ahead: for SOCKS 4 and HTTP, which have one message, for
    ///     servers behind others, and on this machine
    private ServerHandshake(
            Pipelining pipelining,
            ServerChain way,
            Pipelining.@Nullable Key key,
            Pipelining.@Nullable Plan plan,
            Duration roundTrip,
            Handshake machine) {
        this.pipelining = pipelining;
        this.way = way;
        this.key = key;
        this.plan = plan;
        this.roundTrip = roundTrip;
        this.machine = machine;
    }

    /// Makes a handshake, of which nothing is sent yet.
    ///
    /// @param address the address of the nearest server, to which there is a connection
    /// @param destination what the last server is asked for
    /// @param roundTrip the time of a round trip to that address
    static ServerHandshake of(
            ServerChain way,
            StreamAddress address,
            SocksAddress destination,
            Duration roundTrip,
            Settings settings) {
        boolean isAlone = way.server().kind() == ServerKind.SOCKS5 && way.servers().size() == 1;
        return isAlone && address instanceof InetEndpoint inet
                ? socks5(way, inet, SocksRequest.connect(destination), roundTrip, settings)
                : new ServerHandshake(
                        settings.pipelining(),
                        way,
                        null,
                        null,
                        Duration.ZERO,
                        sequential(way, destination, settings));
    }

    /// The handshakes with the servers of a way, one message after the other.
    static Handshake sequential(ServerChain way, SocksAddress destination, Settings settings) {
        List<Supplier<Handshake>> hops = new ArrayList<>();
        for (int i = 0; i < way.servers().size(); i++) {
            ProxyServer server = way.servers().get(i);
            SocksRequest request = SocksRequest.connect(way.asked(i, destination));
            hops.add(() -> Handshakes.sequential(server, request, settings.credentials()));
        }
        return ChainedHandshake.of(hops);
    }

    private static ServerHandshake socks5(
            ServerChain way,
            InetEndpoint address,
            SocksRequest request,
            Duration roundTrip,
            Settings settings) {
        Pipelining pipelining = settings.pipelining();
        Pipelining.Key key = new Pipelining.Key(way.server(), address.toSocketAddress());
        Pipelining.Plan plan = pipelining.plan(key, settings.credentials().methods(way.server()));
        SocksHandshake machine = SocksHandshake.socks5(request, plan.offered(), plan.strategy());
        return new ServerHandshake(pipelining, way, key, plan, roundTrip, machine);
    }

    /// The server whose handshake is under way or was the last one, if it is not the last of the
    /// way; null otherwise.
    @Nullable ProxyServer onTheWay() {
        return hop() < way.before().size() ? way.servers().get(hop()) : null;
    }

    /// The place on the way of the server whose handshake is under way or was the last one, from 0.
    int hop() {
        return machine instanceof ChainedHandshake chained ? chained.hop() : 0;
    }

    Handshake machine() {
        return machine;
    }

    /// Records that the server has granted the request.
    void succeeded() {
        Authentication method = method();
        if (method != null && key != null) {
            pipelining.succeeded(key, method, roundTrip);
        }
    }

    private @Nullable Authentication method() {
        return machine instanceof SocksHandshake socks ? socks.method() : null;
    }

    /// Records that the server has ended the handshake.
    void failed(Phase where) {
        if (key != null && (where == Phase.METHOD || where == Phase.AUTHENTICATION)) {
            pipelining.forget(key);
        }
    }

    /// Records that the server was silent for too long.
    ///
    /// @return advice for the end of the message; empty if there is none
    String late() {
        if (plan == null
                || key == null
                || plan.strategy() == Strategy.SEQUENTIAL
                || method() == null) {
            return "";
        }
        pipelining.silent(key, plan);
        return "; it got several messages at once and may have lost all but the first:"
                + " --handshake=sequential sends one at a time";
    }
}
