package io.tsocks.client;

import io.tsocks.client.time.Deadline;
import io.tsocks.client.tls.ServerTls;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
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
    private final Negotiator negotiator;
    private final ServerTls tls;

    Dialer(
            Router router,
            ServerGroups groups,
            Credentials credentials,
            Negotiator negotiator,
            ServerTls tls) {
        this.tls = tls;
        this.router = router;
        this.groups = groups;
        this.credentials = credentials;
        this.negotiator = negotiator;
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

        /// Is asked before a socket is connected.
        ///
        /// @param address of the destination, or of the nearest server
        /// @throws IOException if nothing may be sent there
        default void check(SocketAddress address) throws IOException {}
    }

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
            throw refused(to, e);
        }
    }

    /// The exception for a destination that refuses a connect without a server.
    static ConnectException refused(SocksAddress.Ip to, ConnectException cause) {
        ConnectException refused = new ConnectException(Advice.onDirect(to, cause));
        refused.initCause(cause);
        return refused;
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
        Carriage.check(server, order, progress.destination());
        List<Authentication> methods = methods(server, progress);
        Carrier carrier = reach(hop, order, behind, progress);
        TimedSocket socket = carrier.socket();
        try {
            if (server.kind().usesTls()) {
                socket = TlsDialogue.secure(socket, tls.begin(server), server, progress);
            }
            Pipelining.@Nullable Way again =
                    carrier.servers().isEmpty()
                            ? null
                            : limit -> again(hop, order, behind, progress.aside(limit));
            return negotiator
                    .negotiate(
                            new Negotiator.Reached(socket, again), server, methods, order, progress)
                    .by(carrier.to(server));
        } catch (DeadlineException e) {
            socket.close();
            throw SocksException.late(progress.phase(), server, progress.destination(), e);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// A connection to a server.
    ///
    /// @param servers those that carry it, the nearest first; none if it is made from here
    private record Carrier(TimedSocket socket, List<ProxyServer> servers) {

        /// The servers up to the one that is reached.
        List<ProxyServer> to(ProxyServer server) {
            return Stream.concat(servers.stream(), Stream.of(server)).toList();
        }
    }

    /// Reaches a server, also inside TLS, and asks one of SOCKS 5 which method it takes. It gets
    /// neither a login nor a request; those on the way to it get both.
    ///
    /// @throws SocksException if it cannot be reached, or takes no method
    void greet(Router.Via hop, Progress progress) throws IOException {
        progress.enter(Phase.CONNECT);
        ProxyServer server = hop.server();
        Order order = Order.of(SocksRequest.connect(hop.destination()), false);
        TimedSocket socket = reach(hop, order, List.of(), progress).socket();
        try {
            if (server.kind().usesTls()) {
                socket = TlsDialogue.secure(socket, tls.begin(server), server, progress);
            }
            negotiator.greet(socket, server, progress);
        } catch (DeadlineException e) {
            throw SocksException.late(progress.phase(), server, progress.destination(), e);
        } finally {
            socket.close();
        }
    }

    /// A handshake without GSSAPI, for programs that drive it themselves. Asking for its login may
    /// take a while.
    ///
    /// @throws SocksException if the login takes too long
    Handshake sequential(ProxyServer server, SocksRequest request, Progress progress)
            throws IOException {
        Carriage.check(server, Order.of(request, true), progress.destination());
        return Handshakes.sequential(
                server, request, credentials.userId(), methods(server, progress), tls::begin);
    }

    /// The methods to offer in this handshake, without GSSAPI; none for SOCKS 4.
    private List<Authentication> methods(ProxyServer server, Progress progress) throws IOException {
        if (!server.kind().hasLogin()) {
            return List.of();
        }
        try {
            return credentials.mayWait()
                    ? TimedTasks.login(
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

    private Carrier reach(Router.Via hop, Order order, List<ProxyServer> behind, Progress progress)
            throws IOException {
        try {
            return switch (router.reach(
                    hop, behind, progress.deadline(), progress.cancellation())) {
                case Router.ServerReach.At(var addresses) ->
                        new Carrier(firstOf(addresses, order.sockets(), progress), List.of());
                case Router.ServerReach.AtSocket(var path) ->
                        new Carrier(
                                connected(
                                        UnixDomainSocketAddress.of(path),
                                        unix(order.sockets()),
                                        progress.deadline(),
                                        progress),
                                List.of());
                case Router.ServerReach.Behind(var through) ->
                        behindOthers(hop.server(), through, order, behind, progress);
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
    private Carrier behindOthers(
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
        Granted granted =
                groups.first(
                        through.without(further),
                        through.destination().host(),
                        progress.overall(),
                        next -> request(through.via(next), toServer, further, progress));
        return new Carrier(granted.socket(), granted.servers());
    }

    /// AF_UNIX sockets that are checked like others.
    private static Sockets unix(Sockets others) {
        return new Sockets() {
            @Override
            public Socket open() throws IOException {
                return new UnixSocket();
            }

            @Override
            public void check(SocketAddress address) throws IOException {
                others.check(address);
            }
        };
    }

    /// Another connection to a server behind others, for a probe.
    private Socket again(Router.Via hop, Order order, List<ProxyServer> behind, Progress aside)
            throws IOException {
        aside.enter(Phase.CONNECT);
        return reach(hop, order, behind, aside).socket().socket();
    }

    private static TimedSocket connected(
            SocketAddress address, Sockets sockets, Deadline deadline, Progress progress)
            throws IOException {
        sockets.check(address);
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
}
