package io.tsocks.launcher.supervisor;

import io.tsocks.client.Handshakes;
import io.tsocks.client.Pipelining;
import io.tsocks.engine.ProxyServer;
import io.tsocks.launcher.relay.Envelope;
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

/// One handshake with a server, or with several on the way to it. What is known about each server
/// decides how far ahead of its replies it is sent, and its end adds to that knowledge. Nothing is
/// sent to a server before the one in front of it has granted its request: one that does not read
/// ahead would lose it.
final class ServerHandshake {

    private static final int ROUND_TRIPS = 3;

    private final Settings settings;
    private final ServerChain way;
    private final @Nullable InetEndpoint address;
    private final Duration roundTrip;
    private final Handshake machine;

    /// The one under way; null if it has no plan.
    private @Nullable Planned current;

    /// A handshake with a server of SOCKS 5.
    ///
    /// @param key under which it is known how far ahead the server takes messages
    /// @param hop its place on the way
    /// @param begun when its handshake began, on the clock of `System.nanoTime()`
    private record Planned(
            Pipelining.Key key,
            Pipelining.Plan plan,
            SocksHandshake machine,
            int hop,
            long begun) {}

    private ServerHandshake(
            ServerChain way,
            StreamAddress address,
            SocksAddress destination,
            Duration roundTrip,
            Settings settings) {
        this.settings = settings;
        this.way = way;
        this.address = address instanceof InetEndpoint inet ? inet : null;
        this.roundTrip = roundTrip;
        List<Supplier<Handshake>> stepByStep = stepByStep(way, destination, settings);
        List<Supplier<Handshake>> hops = new ArrayList<>();
        for (int i = 0; i < stepByStep.size(); i++) {
            int hop = i;
            SocksRequest request = SocksRequest.connect(way.asked(i, destination));
            hops.add(() -> begin(hop, request, stepByStep.get(hop)));
        }
        machine = ChainedHandshake.of(hops);
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
        return new ServerHandshake(way, address, destination, roundTrip, settings);
    }

    /// Begins with the next server. SOCKS 4 and HTTP have one message, a server at an AF_UNIX
    /// socket is on this machine, one inside TLS is not probed, and GSSAPI is a dialogue, so that
    /// nothing is sent ahead.
    private Handshake begin(int hop, SocksRequest request, Supplier<Handshake> stepByStep) {
        granted();
        ProxyServer server = way.servers().get(hop);
        if (server.kind() != ServerKind.SOCKS5 || address == null || server.gssapi() != null) {
            current = null;
            return stepByStep.get();
        }
        Pipelining.Key key = new Pipelining.Key(server, address.toSocketAddress());
        Pipelining.Plan plan =
                settings.pipelining().plan(key, settings.credentials().methods(server));
        Pipelining.Plan allowed = hop == 0 ? plan : withoutEarlyLogin(plan);
        SocksHandshake next = SocksHandshake.socks5(request, allowed.offered(), allowed.strategy());
        current = new Planned(key, allowed, next, hop, System.nanoTime());
        return next;
    }

    /// A password leaves only after a look whether the program has used the socket meanwhile, and
    /// that belongs to its own phase.
    private static Pipelining.Plan withoutEarlyLogin(Pipelining.Plan plan) {
        return plan.strategy() == Strategy.PIPELINED
                        && plan.offered().getLast() instanceof Authentication.Password
                ? new Pipelining.Plan(plan.offered(), Strategy.METHOD_FIRST)
                : plan;
    }

    /// The handshakes with the servers of a way, one message after the other.
    static Handshake sequential(ServerChain way, SocksAddress destination, Settings settings) {
        return ChainedHandshake.of(stepByStep(way, destination, settings));
    }

    static List<Supplier<Handshake>> stepByStep(
            ServerChain way, SocksAddress destination, Settings settings) {
        List<Supplier<Handshake>> hops = new ArrayList<>();
        for (int i = 0; i < way.servers().size(); i++) {
            ProxyServer server = way.servers().get(i);
            SocksRequest request = SocksRequest.connect(way.asked(i, destination));
            hops.add(
                    () ->
                            Handshakes.sequential(
                                    server,
                                    request,
                                    settings.credentials(),
                                    settings.gssapi(),
                                    settings.tls()));
        }
        return hops;
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

    /// What protects the bytes of the connection from now on; null if they go as they are. Asked
    /// after the server has granted the request.
    @Nullable Envelope envelope() {
        return Envelope.of(machine);
    }

    /// Records that the server has granted the request.
    void succeeded() {
        granted();
    }

    private void granted() {
        Planned done = current;
        Authentication method = done == null ? null : done.machine().method();
        if (done != null && method != null) {
            succeeded(done, method);
        }
    }

    private void succeeded(Planned done, Authentication method) {
        InetEndpoint nearest = address;
        boolean isBehindTls =
                way.servers().stream().limit(done.hop()).anyMatch(one -> one.kind().usesTls());
        if (done.hop() == 0 || nearest == null || isBehindTls) {
            Duration time = done.hop() == 0 ? roundTrip : Duration.ZERO;
            settings.pipelining().succeeded(done.key(), method, time);
        } else {
            ServerAccess access = new ServerAccess(way, done.hop(), nearest, settings);
            settings.pipelining()
                    .succeeded(done.key(), method, roundTripBehind(done), access::connect);
        }
    }

    /// About the time of a round trip to a server behind others: the handshake has taken two, and
    /// the server's connect another one. On this machine it is negligible.
    private Duration roundTripBehind(Planned done) {
        return way.between().get(done.hop() - 1) instanceof SocksAddress.Ip at
                        && at.address().isLoopbackAddress()
                ? Duration.ZERO
                : Duration.ofNanos((System.nanoTime() - done.begun()) / ROUND_TRIPS);
    }

    /// Records that the server that was spoken to last has ended the handshake.
    void failed(Phase where) {
        boolean isAboutLogin = where == Phase.METHOD || where == Phase.AUTHENTICATION;
        if (current != null && isAboutLogin) {
            settings.pipelining().forget(current.key());
        }
    }

    /// Records that the server that was spoken to last was silent for too long.
    ///
    /// @return advice for the end of the message; empty if there is none
    String late() {
        Planned silent = current;
        if (silent == null
                || silent.plan().strategy() == Strategy.SEQUENTIAL
                || silent.machine().method() == null) {
            return "";
        }
        settings.pipelining().silent(silent.key(), silent.plan());
        return "; it got several messages at once and may have lost all but the first:"
                + " --handshake=sequential sends one at a time";
    }
}
