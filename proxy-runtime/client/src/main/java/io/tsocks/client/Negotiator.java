package io.tsocks.client;

import io.tsocks.engine.GssapiSettings;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Protection;
import io.tsocks.net.Secret;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.GssapiException;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Has a server that is connected to carry out a request.
///
/// @param gssapi null if GSSAPI is offered only to servers of which the policy demands it
record Negotiator(Credentials credentials, @Nullable GssapiLogin gssapi, Pipelining pipelining) {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final GssapiLogin INSTALLED = new InstalledGssapi();

    /// A connection to a server.
    ///
    /// @param again the way through other servers that carry it; null if none does
    record Reached(TimedSocket socket, Pipelining.@Nullable Way again) {}

    /// Has the server carry out a request.
    ///
    /// @param methods to offer, without GSSAPI
    /// @throws SocksException if it does not
    Granted negotiate(
            Reached reached,
            ProxyServer server,
            List<Authentication> methods,
            Order order,
            Progress progress)
            throws IOException {
        return switch (server.kind()) {
            case SOCKS4, SOCKS4A -> negotiate4(reached.socket(), server, order, progress);
            case SOCKS5, SOCKS5_TLS -> negotiate5(reached, server, methods, order, progress);
            case HTTP, HTTPS -> negotiateHttp(reached.socket(), server, methods, order, progress);
        };
    }

    /// Asks a server of SOCKS 5 which of the methods it takes that a connect would offer, and says
    /// nothing more. A server of another kind does not speak before a request.
    ///
    /// @throws SocksException if it takes none
    void greet(TimedSocket socket, ProxyServer server, Progress progress) throws IOException {
        switch (server.kind()) {
            case SOCKS4, SOCKS4A, HTTP, HTTPS -> {}
            case SOCKS5, SOCKS5_TLS -> greet5(socket, server, progress);
        }
    }

    private void greet5(TimedSocket socket, ProxyServer server, Progress progress)
            throws IOException {
        SocksHandshake handshake =
                SocksHandshake.socks5(
                        SocksRequest.ungrantable(), greetingOf(server), Strategy.SEQUENTIAL);
        Dialogue dialogue = new Dialogue(socket, handshake);
        while (handshake.state() instanceof HandshakeState.Negotiating(Phase phase)
                && phase == Phase.METHOD) {
            progress.enter(phase);
            dialogue.step(progress.deadline());
        }
        if (handshake.state() instanceof HandshakeState.Failed(Phase phase, SocksFailure failure)
                && phase == Phase.METHOD) {
            throw SocksException.of(
                    phase, server, progress.destination(), failure, dialogue.broken());
        }
    }

    /// The methods of a greeting that no login follows, so that the login in it is never sent.
    /// Credentials that may have to wait, for a vault or a person, are not asked.
    private List<Authentication> greetingOf(ProxyServer server) {
        GssapiSettings demand = server.gssapi();
        if (demand != null) {
            return List.of(new Authentication.Gssapi(new UnusedGssapi(), demand.protection()));
        }
        List<Authentication> methods =
                new ArrayList<>(
                        credentials.mayWait()
                                ? List.of(
                                        new Authentication.None(),
                                        new Authentication.Password("-", Secret.of("-")))
                                : credentials.methods(server));
        if (gssapi != null) {
            methods.add(new Authentication.Gssapi(new UnusedGssapi(), gssapi.protection()));
        }
        return methods;
    }

    private Granted negotiate4(
            TimedSocket socket, ProxyServer server, Order order, Progress progress)
            throws IOException {
        ByteBuffer early = pipelining.isForced() ? order.early() : NOTHING;
        boolean earlySent = early.hasRemaining();
        Handshake handshake = SocksHandshake.socks4(order.request(), credentials.userId(), early);
        run(socket, handshake, List.of(), server, progress);
        return granted(socket, handshake, earlySent);
    }

    private Granted negotiate5(
            Reached reached,
            ProxyServer server,
            List<Authentication> methods,
            Order order,
            Progress progress)
            throws IOException {
        TimedSocket socket = reached.socket();
        Pipelining.Key key = new Pipelining.Key(server, remote(socket));
        Pipelining.Plan plan =
                pipelining.plan(key, offers(methods, server, order.plain(), progress));
        progress.strategy(plan.strategy());
        ByteBuffer early = plan.takesEarlyData() ? order.early() : NOTHING;
        boolean earlySent = early.hasRemaining();
        SocksHandshake handshake =
                SocksHandshake.socks5(order.request(), plan.offered(), plan.strategy(), early);
        runPlanned(reached, handshake, key, plan, progress);
        return granted(socket, handshake, earlySent);
    }

    private static Granted negotiateHttp(
            TimedSocket socket,
            ProxyServer server,
            List<Authentication> methods,
            Order order,
            Progress progress)
            throws IOException {
        Handshake handshake = Handshakes.inside(server, order.request(), "", methods);
        run(socket, handshake, methods, server, progress);
        return granted(socket, handshake, false);
    }

    private static Granted granted(TimedSocket socket, Handshake handshake, boolean earlySent) {
        return new Granted(
                socket, handshake, bound(handshake), remote(socket), earlySent, List.of());
    }

    private static SocketAddress remote(TimedSocket socket) {
        return Objects.requireNonNull(socket.socket().getRemoteSocketAddress());
    }

    private void runPlanned(
            Reached reached,
            SocksHandshake handshake,
            Pipelining.Key key,
            Pipelining.Plan plan,
            Progress progress)
            throws IOException {
        TimedSocket socket = reached.socket();
        boolean noDelay = socket.socket().getTcpNoDelay();
        try {
            socket.socket().setTcpNoDelay(true);
            run(socket, handshake, plan.offered(), key.server(), progress);
            Authentication method = handshake.method();
            if (method != null) {
                succeeded(key, method, reached, progress);
            }
            socket.socket().setTcpNoDelay(noDelay);
        } catch (IOException e) {
            learn(handshake, key, plan);
            throw e;
        } finally {
            plan.offered().forEach(offer -> closeUnused(offer, handshake));
        }
    }

    /// Learns from a failed handshake. A refusal before the request means that the knowledge about
    /// the server is out of date. If a method reply came and then nothing, no matter which side
    /// gave up or hung up, the request may have been lost.
    private void learn(SocksHandshake handshake, Pipelining.Key key, Pipelining.Plan plan) {
        switch (handshake.state()) {
            case HandshakeState.Failed(Phase phase, var ignored)
                    when phase == Phase.METHOD || phase == Phase.AUTHENTICATION ->
                    pipelining.forget(key);
            case HandshakeState.Failed(var ignored, SocksFailure.Closed closed) ->
                    pipelining.silent(key, plan);
            case HandshakeState.Negotiating ignored -> {
                if (handshake.method() != null) {
                    pipelining.silent(key, plan);
                }
            }
            case HandshakeState.Failed ignored -> {}
            case HandshakeState.Established ignored -> {}
            case HandshakeState.Listening ignored -> {}
        }
    }

    private void succeeded(
            Pipelining.Key key, Authentication method, Reached reached, Progress progress) {
        Pipelining.Way way = reached.again();
        if (way == null) {
            pipelining.succeeded(key, method, roundTrip(reached, progress));
        } else {
            pipelining.succeeded(key, method, progress.latest(Phase.METHOD), way);
        }
    }

    /// The time that the connect took; zero for a server on this machine, which may merely have
    /// been busy.
    private static Duration roundTrip(Reached reached, Progress progress) {
        return remote(reached.socket()) instanceof InetSocketAddress at
                        && !at.getAddress().isLoopbackAddress()
                ? progress.roundTrip()
                : Duration.ZERO;
    }

    private static void run(
            TimedSocket socket,
            Handshake handshake,
            List<Authentication> offered,
            ProxyServer server,
            Progress progress)
            throws IOException {
        Dialogue dialogue = new Dialogue(socket, handshake);
        if (dialogue.run(progress)
                instanceof HandshakeState.Failed(Phase phase, SocksFailure failure)) {
            IOException login = loginFailure(offered);
            if (login != null && !(login instanceof GssapiException)) {
                throw login;
            }
            IOException cause = login == null ? dialogue.broken() : login;
            throw SocksException.of(
                    phase, server, progress.destination(), why(failure, dialogue.broken()), cause);
        }
    }

    /// To a handshake, TLS that breaks looks like a server that hangs up.
    private static SocksFailure why(SocksFailure failure, @Nullable IOException broken) {
        return broken instanceof TlsBrokenException tls ? tls.failure() : failure;
    }

    /// The failure of a login with GSSAPI; null if there was no such login or it succeeded. A
    /// missed deadline or a cancelled connect is not a failure of the login.
    private static @Nullable IOException loginFailure(List<Authentication> offered) {
        for (Authentication offer : offered) {
            if (offer instanceof Authentication.Gssapi(TimedGssapi context, var ignored)
                    && context.failure() != null) {
                return context.failure();
            }
        }
        return null;
    }

    private static SocksAddress bound(Handshake handshake) {
        return switch (handshake.state()) {
            case HandshakeState.Established(SocksAddress bound) -> bound;
            case HandshakeState.Listening(SocksAddress bound) -> bound;
            case HandshakeState.Negotiating ignored ->
                    throw new IllegalStateException("not granted: " + handshake.state());
            case HandshakeState.Failed ignored ->
                    throw new IllegalStateException("not granted: " + handshake.state());
        };
    }

    /// The methods to offer, the strongest last, because that is the one to offer alone.
    private List<Authentication> offers(
            List<Authentication> methods, ProxyServer server, boolean plain, Progress progress) {
        GssapiSettings demand = server.gssapi();
        if (demand != null) {
            GssapiLogin login = gssapi == null ? INSTALLED : gssapi;
            TimedGssapi context = new TimedGssapi(login, server, progress);
            return List.of(new Authentication.Gssapi(context, stronger(demand, login)));
        }
        List<Authentication> offers = new ArrayList<>(methods);
        if (gssapi != null && !plain) {
            TimedGssapi context = new TimedGssapi(gssapi, server, progress);
            offers.add(new Authentication.Gssapi(context, gssapi.protection()));
        }
        return offers;
    }

    private static Protection stronger(GssapiSettings demand, GssapiLogin login) {
        return demand.protection().compareTo(login.protection()) > 0
                ? demand.protection()
                : login.protection();
    }

    private static void closeUnused(Authentication offer, SocksHandshake handshake) {
        if (offer instanceof Authentication.Gssapi(TimedGssapi context, var ignored)
                && handshake.encapsulation() == null) {
            context.close();
        }
    }
}
