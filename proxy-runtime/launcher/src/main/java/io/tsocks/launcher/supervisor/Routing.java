package io.tsocks.launcher.supervisor;

import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Resolver;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.net.Address;
import io.tsocks.net.ServerAddress;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Decides for destinations. Names of SOCKS servers are resolved before the command starts, so that
/// answers do not wait for a name server. They are resolved again once no address leads to a
/// server, for which [SecondLookups] has threads, and for each connect that needs a name without an
/// address, which waits in [Lookups].
///
/// Thread-safe.
public final class Routing {

    /// How long a name that does not resolve is not asked for again.
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Resolver resolver;
    private final LongSupplier nanoTime;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile ServerWays servers;

    /// When names of servers were last looked up again; written under the lock.
    private volatile long lookedUp;

    private Routing(ServerWays servers, Resolver resolver, LongSupplier nanoTime) {
        this.servers = servers;
        this.resolver = resolver;
        this.nanoTime = nanoTime;
        this.lookedUp = nanoTime.getAsLong() - PAUSE;
    }

    /// Resolves the names of the policy's servers. A server without an address is not an error
    /// here: the connections that it should carry are refused, unless it has one by then.
    public static Routing of(PolicyEngine engine, Resolver resolver) {
        return of(engine, resolver, System::nanoTime);
    }

    /// @param nanoTime a clock like [System#nanoTime]
    static Routing of(PolicyEngine engine, Resolver resolver, LongSupplier nanoTime) {
        return new Routing(ServerWays.of(engine, resolver), resolver, nanoTime);
    }

    /// Resolves the names on the ways to some servers again, which may take any time. A name that
    /// does not resolve now keeps its addresses.
    void lookUpAgain(Collection<ProxyServer> of) {
        Map<String, List<Address>> found = ServerWays.resolve(names(of), resolver);
        changing.lock();
        try {
            servers = servers.with(found);
            lookedUp = nanoTime.getAsLong();
        } finally {
            changing.unlock();
        }
    }

    /// The servers for whose addresses a plan refuses to connect, if their names should be looked
    /// up again: no lookup has ended in the last second, or one has found an address since the plan
    /// was made. Empty otherwise.
    Set<ProxyServer> dueFor(Plan plan) {
        return plan instanceof Plan.Refused refused && (isTime() || isOutdated(refused))
                ? refused.unresolved()
                : Set.of();
    }

    private boolean isTime() {
        return nanoTime.getAsLong() - lookedUp >= PAUSE;
    }

    private boolean isOutdated(Plan.Refused refused) {
        return refused.unresolved().stream().anyMatch(server -> !known(server).ways().isEmpty());
    }

    /// Whether a name is on the ways to a server, so that [#lookUpAgain] may find others.
    boolean isReachedByName(ProxyServer server) {
        return !known(server).names().isEmpty();
    }

    private Set<String> names(Collection<ProxyServer> of) {
        return of.stream()
                .flatMap(server -> known(server).names().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The plan for a destination, with the ways to its servers as they are known now.
    ///
    /// @return empty if none of them can be reached any more
    Optional<Plan.Via> renewed(Plan.Via plan) {
        return plans().via(plan.action(), plan.rule()) instanceof Plan.Via via
                ? Optional.of(via)
                : Optional.empty();
    }

    /// The names of servers without an address, in the order of the policy. The connections that
    /// they should carry are refused.
    public List<String> unresolved() {
        return servers.engine()
                .policy()
                .servers()
                .filter(server -> known(server).all().isEmpty())
                .filter(server -> known(server).ways().isEmpty())
                .filter(server -> server.address() instanceof ServerAddress.Inet)
                .map(ProxyServer::label)
                .distinct()
                .toList();
    }

    /// What to do for a destination: an action, and for a server the addresses to connect to.
    public sealed interface Plan {

        /// The action of the policy, or what it becomes once the addresses of its servers are
        /// known.
        Action action();

        /// The deciding rule in words.
        String rule();

        /// Connect to the destination itself.
        record Direct(Action.Direct action, String rule) implements Plan {}

        /// Connect to a server first.
        ///
        /// @param upstream the servers of the action that can be reached, in its order
        /// @param ways to each of these servers, at least one
        record Via(
                Action.Via action,
                Upstream upstream,
                Map<ProxyServer, List<ServerChain>> ways,
                String rule)
                implements Plan {
            public Via {
                ways = Map.copyOf(ways);
            }
        }

        /// Do not connect.
        ///
        /// @param isOurs as in [Fate]
        /// @param unresolved the servers whose names have to resolve before that can change; empty
        ///     if there is another reason
        record Refused(
                Action.Refused action, String rule, boolean isOurs, Set<ProxyServer> unresolved)
                implements Plan {
            public Refused {
                unresolved = Set.copyOf(unresolved);
            }

            /// For a reason that no lookup changes.
            Refused(Action.Refused action, String rule, boolean isOurs) {
                this(action, rule, isOurs, Set.of());
            }

            /// Why, in words.
            public String message() {
                return action.message();
            }
        }
    }

    /// What to do for a destination.
    public Plan plan(InetEndpoint destination) {
        return plans().of(destination);
    }

    /// Whether an address is a loopback address and goes directly.
    boolean isDirectLoopback(InetEndpoint to) {
        return to.address().isLoopbackAddress() && plan(to) instanceof Plan.Direct;
    }

    /// What to do for a name and port, as far as the policy decides without an address.
    ///
    /// @param name not an address
    /// @return empty if the address decides
    Optional<Plan> plan(String name, int port) {
        return plans().of(name, port);
    }

    /// Whether an address is in a local network of the policy, or of the loopback.
    boolean isLocal(InetEndpoint destination) {
        Decision decision = servers.engine().decide(destination.address(), destination.port());
        return destination.address().isAnyLocalAddress() || decision.rule() instanceof Rule.Local;
    }

    /// The engine that decides.
    PolicyEngine engine() {
        return servers.engine();
    }

    /// The addresses of the policy's servers with a name; empty if no server has it, or if it does
    /// not resolve.
    List<InetAddress> serverAddresses(String name) {
        return servers.addresses(name).stream().map(Address::toInetAddress).toList();
    }

    private RoutePlans plans() {
        return new RoutePlans(servers);
    }

    private ServerWays.Server known(ProxyServer server) {
        return servers.of(server);
    }
}
