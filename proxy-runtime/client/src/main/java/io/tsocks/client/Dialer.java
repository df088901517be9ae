package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.GssapiException;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.HttpConnectHandshake;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Connects directly, or to servers, which it has carry out requests.
final class Dialer {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Router router;
    private final ServerGroups groups;
    private final Credentials credentials;
    private final @Nullable GssapiLogin gssapi;
    private final Pipelining pipelining;

    Dialer(
            Router router,
            ServerGroups groups,
            Credentials credentials,
            @Nullable GssapiLogin gssapi,
            Pipelining pipelining) {
        this.router = router;
        this.groups = groups;
        this.credentials = credentials;
        this.gssapi = gssapi;
        this.pipelining = pipelining;
    }

    /// Makes unconnected sockets with the options that the caller wants.
    @FunctionalInterface
    interface Sockets {

        /// Makes Java's own sockets, which ignore the proxy of the system properties. A forgotten
        /// one is closed by the garbage collector.
        Sockets PLAIN = () -> new Socket(Proxy.NO_PROXY);

        /// Makes sockets of channels.
        Sockets OF_CHANNELS = () -> SocketChannel.open().socket();

        Socket open() throws IOException;
    }

    /// A granted request on an open connection.
    ///
    /// @param bound the address in the reply
    /// @param server the address of the server that granted it
    /// @param earlySent whether the order's early bytes went with the request
    record Granted(
            TimedSocket socket,
            Handshake handshake,
            SocksAddress bound,
            InetSocketAddress server,
            boolean earlySent) {}

    /// Connects without a server.
    ///
    /// @throws SocketTimeoutException if the deadline passes
    TimedSocket direct(Router.Direct hop, Sockets sockets, Progress progress) throws IOException {
        progress.enter(Phase.CONNECT);
        SocksAddress.Ip to = hop.destination();
        try {
            InetSocketAddress address = new InetSocketAddress(to.address(), to.port());
            return connected(address, sockets, progress.deadline(), progress);
        } catch (DeadlineException e) {
            throw new SocketTimeoutException(to + ": " + e.getMessage());
        } catch (ConnectException e) {
            ConnectException refused = new ConnectException(Advice.onDirect(to, e));
            refused.initCause(e);
            throw refused;
        }
    }

    /// Has a server carry out a request.
    ///
    /// @throws SocksException if it does not
    Granted request(Router.Via hop, Order order, Progress progress) throws IOException {
        return request(hop, order, List.of(), progress);
    }

    /// @param behind the servers that are to be reached through this one
    private Granted request(
            Router.Via hop, Order order, List<ProxyServer> behind, Progress progress)
            throws IOException {
        progress.enter(Phase.CONNECT);
        ProxyServer server = hop.server();
        List<Authentication> methods = methods(server, progress);
        Reached reached = reach(hop, order, behind, progress);
        TimedSocket socket = reached.socket();
        try {
            return negotiate(reached, server, methods, order, progress);
        } catch (DeadlineException e) {
            socket.close();
            throw SocksException.late(progress.phase(), server, progress.destination(), e);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// A handshake without GSSAPI, for programs that drive it themselves. Asking for its login may
    /// take a while.
    ///
    /// @throws SocksException if the login takes too long
    Handshake sequential(ProxyServer server, SocksRequest request, Progress progress)
            throws IOException {
        return switch (server.kind()) {
            case SOCKS4, SOCKS4A -> SocksHandshake.socks4(request, credentials.userId());
            case SOCKS5 ->
                    SocksHandshake.socks5(request, methods(server, progress), Strategy.SEQUENTIAL);
            case HTTP -> http(request, methods(server, progress));
        };
    }

    private static Handshake http(SocksRequest request, List<Authentication> methods) {
        return new HttpConnectHandshake(
                request, methods.getLast() instanceof Authentication.Password login ? login : null);
    }

    /// The methods to offer in this handshake, without GSSAPI; none for SOCKS 4.
    private List<Authentication> methods(ProxyServer server, Progress progress) throws IOException {
        if (!server.kind().hasLogin()) {
            return List.of();
        }
        try {
            return credentials.mayWait()
                    ? TimedTasks.LOGINS.run(
                            () -> credentials.methods(server),
                            progress.deadline(),
                            progress.cancellation())
                    : credentials.methods(server);
        } catch (DeadlineException e) {
            throw SocksException.late(progress.phase(), server, progress.destination(), e);
        } catch (ExecutionException e) {
            throw new IOException(
                    progress.destination()
                            + " via "
                            + server.uri()
                            + ": the program's Credentials gave no login for the server; see the"
                            + " cause",
                    e.getCause());
        }
    }

    /// A connection to a server.
    ///
    /// @param isBehindOthers whether other servers carry it
    private record Reached(TimedSocket socket, boolean isBehindOthers) {}

    private Reached reach(Router.Via hop, Order order, List<ProxyServer> behind, Progress progress)
            throws IOException {
        try {
            return switch (router.reach(
                    hop, behind, progress.deadline(), progress.cancellation())) {
                case Router.ServerReach.At(var addresses) ->
                        new Reached(firstOf(addresses, order.sockets(), progress), false);
                case Router.ServerReach.Behind(var through) ->
                        new Reached(
                                behindOthers(hop.server(), through, order, behind, progress), true);
            };
        } catch (ClosedChannelException | RouteRefusedException | NotCarriedException e) {
            throw e;
        } catch (DeadlineException late) {
            throw SocksException.late(Phase.CONNECT, hop.server(), progress.destination(), late);
        } catch (IOException e) {
            throw SocksException.unreachable(hop.server(), progress.destination(), e);
        }
    }

    /// The first address that can be connected to; each has its share of the time.
    private static TimedSocket firstOf(
            List<InetSocketAddress> addresses, Sockets sockets, Progress progress)
            throws IOException {
        IOException first = null;
        for (int i = 0; i < addresses.size(); i++) {
            try {
                Deadline share = progress.deadline().share(addresses.size() - i);
                return connected(addresses.get(i), sockets, share, progress);
            } catch (ClosedChannelException e) {
                throw e;
            } catch (IOException e) {
                first = Failures.first(first, e);
            }
        }
        throw Failures.orUnknown(first);
    }

    /// Has other servers connect to a server. The connection then carries what is said to it, so
    /// GSSAPI is not offered on the way.
    private TimedSocket behindOthers(
            ProxyServer server,
            Router.Through through,
            Order order,
            List<ProxyServer> behind,
            Progress progress)
            throws IOException {
        if (order.request().command().isAtServer()) {
            throw new NotCarriedException(
                    progress.destination()
                            + " via "
                            + server.uri()
                            + ": the server is reached through other servers, which carry"
                            + " connections only, no datagrams and no ports for peers");
        }
        List<ProxyServer> further = Stream.concat(Stream.of(server), behind.stream()).toList();
        Order toServer =
                new Order(
                        SocksRequest.connect(through.destination()),
                        true,
                        order.sockets(),
                        NOTHING);
        return groups.first(
                through.without(further),
                through.destination().host(),
                progress.overall(),
                next -> request(through.via(next), toServer, further, progress).socket());
    }

    private static TimedSocket connected(
            InetSocketAddress address, Sockets sockets, Deadline deadline, Progress progress)
            throws IOException {
        TimedSocket socket = new TimedSocket(sockets.open());
        try {
            progress.watch(socket);
            socket.connect(address, deadline);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Granted negotiate(
            Reached reached,
            ProxyServer server,
            List<Authentication> methods,
            Order order,
            Progress progress)
            throws IOException {
        return switch (server.kind()) {
            case SOCKS4, SOCKS4A -> negotiate4(reached.socket(), server, order, progress);
            case SOCKS5 -> negotiate5(reached, server, methods, order, progress);
            case HTTP -> negotiateHttp(reached.socket(), server, methods, order, progress);
        };
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
        Handshake handshake = http(order.request(), methods);
        run(socket, handshake, methods, server, progress);
        return granted(socket, handshake, false);
    }

    private static Granted granted(TimedSocket socket, Handshake handshake, boolean earlySent) {
        return new Granted(socket, handshake, bound(handshake), remote(socket), earlySent);
    }

    private static InetSocketAddress remote(TimedSocket socket) {
        return (InetSocketAddress) socket.socket().getRemoteSocketAddress();
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
                pipelining.succeeded(key, method, roundTrip(reached, progress));
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

    /// The time that the connect took; zero for a server on this machine, which may merely have
    /// been busy, and for one behind others, which cannot be probed at this address.
    private static Duration roundTrip(Reached reached, Progress progress) {
        return reached.isBehindOthers() || remote(reached.socket()).getAddress().isLoopbackAddress()
                ? Duration.ZERO
                : progress.roundTrip();
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
            throw SocksException.of(phase, server, progress.destination(), failure, cause);
        }
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
        List<Authentication> offers = new ArrayList<>(methods);
        if (gssapi != null && !plain) {
            TimedGssapi context = new TimedGssapi(gssapi, server, progress);
            offers.add(new Authentication.Gssapi(context, gssapi.protection()));
        }
        return offers;
    }

    private static void closeUnused(Authentication offer, SocksHandshake handshake) {
        if (offer instanceof Authentication.Gssapi(TimedGssapi context, var ignored)
                && handshake.encapsulation() == null) {
            context.close();
        }
    }
}
