package io.tsocks.launcher.supervisor;

import io.tsocks.client.ServerGroups;
import io.tsocks.client.health.ConnectPlan;
import io.tsocks.client.health.Turn;
import io.tsocks.client.health.Verdict;
import io.tsocks.engine.SocksServer;
import io.tsocks.engine.Upstream;
import io.tsocks.linux.InetEndpoint;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The servers and addresses that one connect may try, one after the other. It says to the servers'
/// health what came of each.
final class ServerTries {

    private final Map<SocksServer, List<InetEndpoint>> addresses;
    private final ConnectPlan<SocksServer> plan;
    private final int servers;
    private Turn<SocksServer> turn;
    private Iterator<InetEndpoint> left;
    private Try current;
    private long start;

    /// One of them.
    ///
    /// @param address where TCP goes
    record Try(SocksServer server, InetEndpoint address) {}

    private ServerTries(
            Map<SocksServer, List<InetEndpoint>> addresses,
            ConnectPlan<SocksServer> plan,
            int servers,
            Turn<SocksServer> turn) {
        this.addresses = addresses;
        this.plan = plan;
        this.servers = servers;
        this.turn = turn;
        this.left = addressesOf(turn);
        this.current = new Try(turn.server(), left.next());
        this.start = System.nanoTime();
    }

    /// Begins with the first server; empty if no server has an address for the socket.
    ///
    /// @param addresses at which the socket can be connected to the servers
    /// @param host of the destination
    static Optional<ServerTries> of(
            ServerGroups groups,
            Upstream upstream,
            Map<SocksServer, List<InetEndpoint>> addresses,
            String host) {
        return upstream.only(addresses::containsKey)
                .map(usable -> begin(groups, usable, addresses, host));
    }

    private static ServerTries begin(
            ServerGroups groups,
            Upstream usable,
            Map<SocksServer, List<InetEndpoint>> addresses,
            String host) {
        ConnectPlan<SocksServer> plan = groups.plan(usable, host);
        Turn<SocksServer> first = plan.next(System.nanoTime()).orElseThrow();
        return new ServerTries(addresses, plan, usable.servers().size(), first);
    }

    private Iterator<InetEndpoint> addressesOf(Turn<SocksServer> of) {
        return addresses.getOrDefault(of.server(), List.of()).iterator();
    }

    /// The one under way.
    Try current() {
        return current;
    }

    /// Whether the upstream is a group, so that another server may stand in.
    boolean isGroup() {
        return servers > 1;
    }

    /// Goes on to the next address of the server if it was not reached at this one, else to the
    /// next server.
    ///
    /// @param verdict what came of the current one
    /// @param wasReached whether TCP was established
    /// @return whether there is another one
    boolean next(Verdict verdict, boolean wasReached) {
        if (!wasReached && left.hasNext()) {
            current = new Try(turn.server(), left.next());
            return true;
        }
        turn.end(verdict, System.nanoTime());
        Optional<Turn<SocksServer>> following = plan.next(System.nanoTime());
        following.ifPresent(this::begin);
        return following.isPresent();
    }

    private void begin(Turn<SocksServer> next) {
        turn = next;
        left = addressesOf(next);
        current = new Try(next.server(), left.next());
        start = System.nanoTime();
    }

    /// The server granted the request.
    void granted() {
        long now = System.nanoTime();
        end(new Verdict.Granted(Duration.ofNanos(now - start)));
    }

    /// The connect is over. Of the servers that nothing was said of, nothing is known.
    void end(Verdict verdict) {
        turn.end(verdict, System.nanoTime());
        plan.close();
    }
}
