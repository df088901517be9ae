package io.tsocks.launcher.supervisor;

import io.tsocks.client.Handshakes;
import io.tsocks.client.health.Verdict;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.launcher.datagram.Lease;
import io.tsocks.launcher.datagram.Refusal;
import io.tsocks.launcher.datagram.Requests;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksReply;
import io.tsocks.protocol.SocksRequest;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Requests associations of SOCKS 5 servers, and knows which servers have none.
///
/// Thread-safe.
final class AssociationRequests {

    /// How long a request may take, at all servers of a group together.
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String LACKING =
            "the server carries no datagrams (it lacks UDP ASSOCIATE); to look names up, use"
                    + " --dns=remote";

    private final Settings settings;
    private final Set<ProxyServer> lacking = ConcurrentHashMap.newKeySet();

    AssociationRequests(Settings settings) {
        this.settings = settings;
    }

    /// Why the servers of a plan carry no datagrams; empty if one may.
    Optional<String> obstacle(Routing.Plan.Via via) {
        List<ProxyServer> able =
                via.upstream().servers().stream().filter(one -> isAble(one, via)).toList();
        if (able.isEmpty()) {
            ProxyServer first = via.upstream().servers().getFirst();
            return Optional.of(first.uri() + ": " + DatagramRules.words(first));
        }
        return lacking.containsAll(able)
                ? Optional.of(able.getFirst().uri() + ": " + LACKING)
                : Optional.empty();
    }

    private static boolean isAble(ProxyServer server, Routing.Plan.Via via) {
        return server.kind() == ServerKind.SOCKS5
                && server.gssapi() == null
                && !ways(server, via).isEmpty();
    }

    /// The ways to a server on which there is no other one. A server's relay is not reached by a
    /// connection through others.
    private static List<ServerChain> ways(ProxyServer server, Routing.Plan.Via via) {
        return via.ways().getOrDefault(server, List.of()).stream()
                .filter(way -> way.servers().size() == 1 && way.socket() == null)
                .toList();
    }

    /// Whether datagrams to an address go directly. Its name does not count.
    boolean goesDirectly(InetEndpoint to) {
        return settings.routing().plan(to) instanceof Routing.Plan.Direct;
    }

    /// The requests for a plan.
    ///
    /// @param host of the destination
    Requests of(Routing.Plan.Via via, String host) {
        return () -> request(via, host);
    }

    private Lease request(Routing.Plan.Via via, String host) throws Refusal {
        if (usable(via).isEmpty()) {
            throw new Refusal(obstacle(via).orElse(LACKING), null, Errno.EPERM);
        }
        Failures failures = new Failures();
        try {
            return new ThroughServers(settings, this::handshake, failures::goOn)
                    .request(via, this::servers, host, LIMIT, this::lease);
        } catch (IOException e) {
            throw failures.refusal(e);
        }
    }

    private Optional<Upstream> usable(Routing.Plan.Via via) {
        return via.upstream().only(one -> isAble(one, via) && !lacking.contains(one));
    }

    private ThroughServers.Servers servers(Routing.Plan.Via via) {
        Upstream upstream = usable(via).orElse(via.upstream());
        Map<ProxyServer, List<ServerChain>> ways =
                upstream.servers().stream()
                        .collect(Collectors.toMap(one -> one, one -> ways(one, via)));
        return new ThroughServers.Servers(upstream, ways);
    }

    /// The request does not say from where datagrams will come. It says by which version of IP:
    /// Dante's server looks at that.
    private Handshake handshake(ServerChain way, InetSocketAddress server) {
        boolean isIpv6 = server.getAddress() instanceof Inet6Address;
        SocksAddress anywhere = SocksAddress.of(isIpv6 ? "::" : "0.0.0.0", 0);
        return Handshakes.sequential(
                way.server(), SocksRequest.udpAssociate(anywhere), settings.credentials());
    }

    /// What has become of the servers that were asked.
    private final class Failures {
        private @Nullable ProxyServer last;

        /// Another server of the group may have what one has not.
        boolean goOn(ProxyServer server, ThroughServers.ServerException failed) {
            last = server;
            if (code(failed.failure()) == SocksReply.COMMAND_NOT_SUPPORTED) {
                lacking.add(server);
            }
            return true;
        }

        Refusal refusal(IOException e) {
            String server = last == null ? null : last.uri();
            SocksFailure failure =
                    e instanceof ThroughServers.ServerException known ? known.failure() : null;
            String why = ThroughServers.reason(e);
            return switch (code(failure)) {
                case SocksReply.COMMAND_NOT_SUPPORTED -> new Refusal(LACKING, server, Errno.EPERM);
                case SocksReply.NOT_ALLOWED ->
                        new Refusal("no association for datagrams: " + why, server, Errno.EPERM);
                default ->
                        new Refusal(
                                "no association for datagrams: "
                                        + why
                                        + (failure instanceof SocksFailure.Closed ? MAYBE : ""),
                                server,
                                Errno.ECONNREFUSED);
            };
        }

        private static final String MAYBE = "; it may lack UDP ASSOCIATE";
    }

    /// The code with which a server has refused; 0 if it has not.
    private static int code(@Nullable SocksFailure failure) {
        return failure instanceof SocksFailure.Refused(SocksReply reply, _) ? reply.code() : 0;
    }

    private Lease lease(ThroughServers.Granted granted) throws IOException {
        InetSocketAddress relay = relay(granted);
        granted.connection().setSoTimeout(0);
        granted.connection().setKeepAlive(true);
        return new Lease(granted.server().uri(), relay, new Control(granted.connection()));
    }

    /// Where the server takes datagrams. Many servers do not say their own address, and any of them
    /// may say a wrong one, to which datagrams must not go.
    private InetSocketAddress relay(ThroughServers.Granted granted) throws IOException {
        InetAddress server = granted.connection().getInetAddress();
        SocksAddress bound = granted.bound();
        InetAddress address =
                bound instanceof SocksAddress.Ip ip
                        ? ip.address().isAnyLocalAddress() ? server : ip.address()
                        : null;
        if (address == null || bound.port() == 0 || !mayBeSentTo(address, bound.port(), server)) {
            throw new ThroughServers.ServerException(
                    "it names "
                            + bound
                            + " as its relay for datagrams, which is neither the server nor in a"
                            + " local network",
                    new Verdict.Nothing(),
                    true,
                    null);
        }
        return new InetSocketAddress(address, bound.port());
    }

    private boolean mayBeSentTo(InetAddress address, int port, InetAddress server) {
        if (address.equals(server)) {
            return true;
        }
        InetEndpoint relay =
                InetEndpoint.forSocket(true, new InetSocketAddress(address, port)).orElseThrow();
        return !address.isLoopbackAddress() && settings.routing().isLocal(relay);
    }

    /// The connection that keeps an association.
    private record Control(Socket socket) implements Lease.Connection {

        /// A server has nothing to say here. One that says more ends the association.
        private static final int MOST_UNASKED = 1_024;

        @Override
        public void awaitEnd() {
            try {
                socket.getInputStream().skipNBytes(MOST_UNASKED);
            } catch (IOException e) {
                // It has ended, too.
            }
            close();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // It is closed all the same.
            }
        }
    }
}
