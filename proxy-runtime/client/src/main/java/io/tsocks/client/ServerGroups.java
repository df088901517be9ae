package io.tsocks.client;

import io.tsocks.client.health.Backoff;
import io.tsocks.client.health.ConnectPlan;
import io.tsocks.client.health.HealthEvent;
import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.ServerGroup;
import io.tsocks.client.health.ServerHealth;
import io.tsocks.client.health.ServerSnapshot;
import io.tsocks.client.health.Turn;
import io.tsocks.client.time.Deadline;
import io.tsocks.client.tls.ServerTls;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.Upstream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/// The upstreams of a client, and what it knows of their servers. A new policy keeps what is known
/// of the servers that it has in common with the old one. For programs that connect by themselves;
/// [Tsocks] has its own.
///
/// Thread-safe.
public final class ServerGroups {

    private final ServerHealth<ProxyServer> health;
    private final ConcurrentMap<Upstream, ServerGroup<ProxyServer>> groups =
            new ConcurrentHashMap<>();
    private final ServerChecks checks;

    /// Knows nothing yet. No server is checked.
    ///
    /// @param listener is told of every change, one after the other, in a thread that connects
    public ServerGroups(Consumer<? super HealthEvent<ProxyServer>> listener) {
        health = new ServerHealth<>(Backoff.STANDARD, new SplittableRandom(), listener);
        checks = new ServerChecks(health);
    }

    /// Groups whose servers are checked as a policy says. A check goes the way of a connect: to a
    /// server in a local network, or through others if the policy leads through them.
    ///
    /// @param engine of the policy
    /// @param credentials for servers on the way, and what is offered to the one that is checked
    /// @param listener as above, and in the threads of checks
    public static ServerGroups checking(
            PolicyEngine engine,
            Resolver resolver,
            Credentials credentials,
            Consumer<? super HealthEvent<ProxyServer>> listener) {
        ServerGroups groups = new ServerGroups(listener);
        Router router = new Router(engine, new Names(resolver));
        Pipelining unknown = Pipelining.of(HandshakeMode.SEQUENTIAL, ignored -> {});
        Negotiator negotiator = new Negotiator(credentials, null, unknown);
        ServerTls tls = ServerTls.ofThisProcess();
        Dialer dialer = new Dialer(router, groups, credentials, negotiator, tls);
        groups.checkBy(new GreetingCheck(router, dialer, Deadlines.DEFAULT)::of);
        return groups;
    }

    /// Checks servers in this way from now on, those of each group from its next connect on.
    void checkBy(ServerChecks.Check check) {
        checks.begin(check);
    }

    /// Ends all checks for good.
    public void stopChecks() {
        checks.close();
    }

    /// Does something with one server of an upstream.
    @FunctionalInterface
    interface WithServer<T> {
        T with(ProxyServer server) throws IOException;
    }

    /// Forgets the servers that a policy does not have.
    void retain(Policy policy) {
        List<ProxyServer> servers = policy.servers().toList();
        health.retain(servers);
        groups.keySet().removeIf(one -> !servers.containsAll(one.servers()));
    }

    /// The result of the first server that does its part. After one that is at fault itself, the
    /// next one has its turn, while there is time.
    ///
    /// @param host of the destination
    /// @throws IOException the failure of the first server, with the others suppressed in it
    <T> T first(Upstream upstream, String host, Deadline limit, WithServer<T> connect)
            throws IOException {
        IOException failure = null;
        try (ConnectPlan<ProxyServer> plan = plan(upstream, host)) {
            for (Optional<ServerTurn> turn = next(plan); turn.isPresent(); turn = next(plan)) {
                try {
                    T result = connect.with(turn.get().server());
                    turn.get().granted();
                    return result;
                } catch (ClosedChannelException e) {
                    throw e;
                } catch (IOException e) {
                    failure = Failures.first(failure, e);
                    boolean isOver = limit.hasPassed();
                    ServerFailure silence = isOver ? ServerFailure.LATE : ServerFailure.MUTE;
                    if (!turn.get().failed(e, silence) || isOver) {
                        break;
                    }
                }
            }
        }
        throw Failures.orUnknown(failure);
    }

    /// The turn of the server that a connect tries first, and no other after it.
    ///
    /// @param host of the destination
    ServerTurn turn(Upstream upstream, String host) {
        ConnectPlan<ProxyServer> plan = plan(upstream, host);
        ServerTurn first = next(plan).orElseThrow();
        plan.endWithThis();
        return first;
    }

    private static Optional<ServerTurn> next(ConnectPlan<ProxyServer> plan) {
        Optional<Turn<ProxyServer>> turn = plan.next(System.nanoTime());
        return turn.map(ServerTurn::new);
    }

    /// The servers of an upstream for one connect, in the order in which it tries them.
    ///
    /// @param host of the destination
    public ConnectPlan<ProxyServer> plan(Upstream upstream, String host) {
        long now = System.nanoTime();
        checks.use(upstream, now);
        return group(upstream).plan(host, now);
    }

    /// A connect tries to reach another server through a server. What came of that must be said.
    public Turn<ProxyServer> turnOnWay(ProxyServer server) {
        return health.turn(server, System.nanoTime());
    }

    /// Whether a connect should pass a server over, because it failed a short time ago.
    ///
    /// @param now on the clock of [System#nanoTime]
    public boolean isLeftAlone(ProxyServer server, long now) {
        return health.isLeftAlone(server, now);
    }

    /// Made outside of the map, as a listener of the health may connect, too.
    private ServerGroup<ProxyServer> group(Upstream upstream) {
        ServerGroup<ProxyServer> known = groups.get(upstream);
        if (known != null) {
            return known;
        }
        ServerGroup<ProxyServer> made =
                health.group(
                        upstream.servers(),
                        upstream.weights(),
                        upstream.selection(),
                        upstream.recovery(),
                        ProxyServer::uri);
        ServerGroup<ProxyServer> first = groups.putIfAbsent(upstream, made);
        return first == null ? made : first;
    }

    /// What is known of each server that was used.
    List<ServerSnapshot<ProxyServer>> snapshot() {
        return health.snapshot(System.nanoTime());
    }
}
