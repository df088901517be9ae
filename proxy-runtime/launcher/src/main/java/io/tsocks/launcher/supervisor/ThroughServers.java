package io.tsocks.launcher.supervisor;

import io.tsocks.client.health.ConnectPlan;
import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.Turn;
import io.tsocks.client.health.Verdict;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.protocol.ChainedHandshake;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes requests of the servers of a plan on sockets of Java's own, of the next server where one
/// fails. The calling thread waits.
final class ThroughServers {

    private static final int TIMEOUT_MILLIS = 10_000;

    private static final String AT_SOCKET =
            "names are not looked up through a server at an AF_UNIX socket";

    static final String LATE = "no answer in time";

    private final Settings settings;
    private final BiFunction<ServerChain, InetSocketAddress, Handshake> handshake;
    private final BiPredicate<ProxyServer, ServerException> goesOn;

    /// @param handshake the request, to the servers on a way whose first is at an address
    /// @param goesOn is told why a server has not granted it, and tells whether the next one is
    ///     asked
    ThroughServers(
            Settings settings,
            BiFunction<ServerChain, InetSocketAddress, Handshake> handshake,
            BiPredicate<ProxyServer, ServerException> goesOn) {
        this.settings = settings;
        this.handshake = handshake;
        this.goesOn = goesOn;
    }

    /// A request that a server has granted.
    ///
    /// @param line by which the connection is used, for its bytes may be protected
    /// @param bound the address in its reply
    record Granted(ProxyServer server, Socket connection, ServerLine line, SocksAddress bound) {}

    /// What is done with the connection then.
    ///
    /// @param <T> what comes of it
    @FunctionalInterface
    interface Use<T> {

        /// Uses the connection, and closes it or keeps it. If this fails, it is closed.
        T of(Granted granted) throws IOException;
    }

    /// A server did not grant the request.
    static final class ServerException extends IOException {
        private static final long serialVersionUID = 1;

        private final transient Verdict verdict;
        private final boolean wasReached;
        private final transient @Nullable SocksFailure failure;

        /// @param wasReached whether the server itself was spoken to
        /// @param failure of the handshake with it; null if that has not ended
        ServerException(
                String message,
                Verdict verdict,
                boolean wasReached,
                @Nullable SocksFailure failure) {
            super(message);
            this.verdict = verdict;
            this.wasReached = wasReached;
            this.failure = failure;
        }

        /// The server has waited for a login that did not come.
        static ServerException of(ServerLine.LateLogin late) {
            ServerException made =
                    new ServerException(reason(late), new Verdict.Nothing(), true, null);
            made.initCause(late);
            return made;
        }

        boolean isLateLogin() {
            return getCause() instanceof ServerLine.LateLogin;
        }

        Verdict verdict() {
            return verdict;
        }

        boolean wasReached() {
            return wasReached;
        }

        @Nullable SocksFailure failure() {
            return failure;
        }
    }

    /// The servers that may be asked.
    ///
    /// @param ways to each of them
    record Servers(Upstream upstream, Map<ProxyServer, List<ServerChain>> ways) {

        /// All servers of a plan.
        static Servers of(Routing.Plan.Via via) {
            return new Servers(via.upstream(), via.ways());
        }
    }

    /// Makes the request, and once more if the names of the servers resolve to other addresses by
    /// then.
    ///
    /// @param servers which of a plan may be asked
    /// @param host of the destination
    /// @param limit for all servers together
    /// @throws IOException what came of the last server
    <T> T request(
            Routing.Plan.Via via,
            Function<Routing.Plan.Via, Servers> servers,
            String host,
            Duration limit,
            Use<T> use)
            throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            return requestOfAny(servers.apply(via), host, end, use);
        } catch (ServerException e) {
            if (e.wasReached()) {
                throw e;
            }
            settings.routing().lookUpAgain(via.upstream().servers());
            Optional<Routing.Plan.Via> other =
                    settings.routing().renewed(via).filter(found -> !found.equals(via));
            if (other.isEmpty() || System.nanoTime() - end >= 0) {
                throw e;
            }
            return requestOfAny(servers.apply(other.get()), host, end, use);
        }
    }

    private <T> T requestOfAny(Servers servers, String host, long end, Use<T> use)
            throws IOException {
        ServerException last = new ServerException(LATE, new Verdict.Nothing(), false, null);
        try (ConnectPlan<ProxyServer> plan = settings.groups().plan(servers.upstream(), host)) {
            for (var turn = plan.next(System.nanoTime());
                    turn.isPresent() && System.nanoTime() - end < 0;
                    turn = plan.next(System.nanoTime())) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                List<ServerChain> known =
                        Objects.requireNonNull(servers.ways().get(turn.get().server()));
                try {
                    return requestOfOne(turn.get(), known, use, left);
                } catch (ServerException e) {
                    last = e;
                    if (!goesOn.test(turn.get().server(), e)) {
                        break;
                    }
                }
            }
        }
        throw last;
    }

    /// Asks one server, by the next way or address where one does not lead to it.
    private <T> T requestOfOne(
            Turn<ProxyServer> turn, List<ServerChain> ways, Use<T> use, Duration left)
            throws IOException {
        long end = System.nanoTime() + left.toNanos();
        List<Access> accesses = accesses(ways);
        ServerException last =
                accesses.isEmpty()
                        ? new ServerException(AT_SOCKET, new Verdict.Nothing(), false, null)
                        : new ServerException(LATE, new Verdict.Nothing(), true, null);
        try (turn) {
            for (Access access : accesses) {
                Duration rest = Duration.ofNanos(end - System.nanoTime());
                if (!rest.isPositive()) {
                    break;
                }
                try {
                    return request(access, turn, use, rest);
                } catch (ServerException e) {
                    last = e;
                    if (e.wasReached()) {
                        break;
                    }
                }
            }
            turn.end(last.verdict(), System.nanoTime());
            throw last;
        }
    }

    /// A way to a server, and an address of the nearest server on it.
    private record Access(ServerChain way, InetSocketAddress address) {}

    private static List<Access> accesses(List<ServerChain> ways) {
        return ways.stream()
                .flatMap(way -> way.addresses().stream().map(at -> new Access(way, at)))
                .toList();
    }

    @SuppressWarnings("resource") // who uses it closes it
    private <T> T request(Access access, Turn<ProxyServer> turn, Use<T> use, Duration limit)
            throws IOException {
        Socket connection = new Socket(Proxy.NO_PROXY);
        boolean isUsed = false;
        try (TimeLimit time = TimeLimit.of(connection, limit)) {
            try {
                connection.setTcpNoDelay(true);
                long start = System.nanoTime();
                ServerLine line = new ServerLine(connection, time);
                SocksAddress bound = shakeHands(connection, line, access);
                long now = System.nanoTime();
                turn.granted(Duration.ofNanos(now - start), now);
                T result = use.of(new Granted(turn.server(), connection, line, bound));
                isUsed = true;
                return result;
            } catch (ServerException e) {
                throw time.hasPassed() && !e.isLateLogin()
                        ? new ServerException(LATE, e.verdict(), e.wasReached(), null)
                        : e;
            } catch (IOException e) {
                throw time.hasPassed() ? new SocketTimeoutException(LATE) : e;
            }
        } finally {
            if (!isUsed) {
                connection.close();
            }
        }
    }

    private SocksAddress shakeHands(Socket connection, ServerLine line, Access access)
            throws ServerException {
        try {
            connection.connect(access.address(), TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw unreached(reason(e));
        }
        Handshake machine = handshake.apply(access.way(), access.address());
        try {
            line.negotiate(machine);
        } catch (ServerLine.LateLogin e) {
            throw ServerException.of(e);
        } catch (IOException e) {
            throw isOnTheWay(machine, access)
                    ? unreached(reason(e))
                    : new ServerException(reason(e), ofSilence(machine.state()), true, null);
        }
        return switch (machine.state()) {
            case HandshakeState.Failed(var where, var failure) ->
                    throw isOnTheWay(machine, access)
                            ? unreached(failure.message())
                            : new ServerException(
                                    failure.message(), Verdict.of(failure, where), true, failure);
            case HandshakeState.Established(SocksAddress bound) -> bound;
            case HandshakeState.Negotiating _, HandshakeState.Listening _ ->
                    throw new IllegalStateException("still under way");
        };
    }

    private static ServerException unreached(String why) {
        return new ServerException(why, new Verdict.Failed(ServerFailure.UNREACHABLE), false, null);
    }

    private static boolean isOnTheWay(Handshake machine, Access access) {
        return machine instanceof ChainedHandshake chained
                && chained.hop() < access.way().servers().size() - 1;
    }

    /// From the request on, the server may be waiting for the destination.
    private static Verdict ofSilence(HandshakeState state) {
        return state instanceof HandshakeState.Negotiating(Phase phase) && phase == Phase.REPLY
                ? new Verdict.Nothing()
                : new Verdict.Failed(ServerFailure.LATE);
    }

    /// What went wrong, in words.
    static String reason(IOException e) {
        if (e instanceof PortUnreachableException) {
            return "nothing listens there";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
