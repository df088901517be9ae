package io.tsocks.launcher.supervisor;

import io.tsocks.client.ServerGroups;
import io.tsocks.client.health.ConnectPlan;
import io.tsocks.client.health.Turn;
import io.tsocks.client.health.Verdict;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.linux.StreamAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The servers, and the ways to them, that one connect may try, one after the other. It says to the
/// servers' health what came of each.
final class ServerTries {

    private final Map<ProxyServer, List<Try>> ways;
    private final ConnectPlan<ProxyServer> plan;
    private final int servers;
    private Turn<ProxyServer> turn;
    private Iterator<Try> left;
    private Try current;
    private long start;

    /// One of them.
    ///
    /// @param address where TCP goes: one of the nearest server
    record Try(ServerChain way, StreamAddress address) {

        /// The server that is to grant the request.
        ProxyServer server() {
            return way.server();
        }
    }

    private ServerTries(
            Map<ProxyServer, List<Try>> ways,
            ConnectPlan<ProxyServer> plan,
            int servers,
            Turn<ProxyServer> turn) {
        this.ways = ways;
        this.plan = plan;
        this.servers = servers;
        this.turn = turn;
        this.left = triesFor(turn);
        this.current = left.next();
        this.start = System.nanoTime();
    }

    /// Begins with the first server; empty if there is nothing that the socket can try.
    ///
    /// @param ways what the socket can try for each server
    /// @param host of the destination
    static Optional<ServerTries> of(
            ServerGroups groups, Upstream upstream, Map<ProxyServer, List<Try>> ways, String host) {
        return upstream.only(ways::containsKey).map(usable -> begin(groups, usable, ways, host));
    }

    private static ServerTries begin(
            ServerGroups groups, Upstream usable, Map<ProxyServer, List<Try>> ways, String host) {
        ConnectPlan<ProxyServer> plan = groups.plan(usable, host);
        Turn<ProxyServer> first = plan.next(System.nanoTime()).orElseThrow();
        return new ServerTries(ways, plan, usable.servers().size(), first);
    }

    private Iterator<Try> triesFor(Turn<ProxyServer> of) {
        return ways.getOrDefault(of.server(), List.of()).iterator();
    }

    /// The one under way.
    Try current() {
        return current;
    }

    /// Whether the upstream is a group, so that another server may stand in.
    boolean isGroup() {
        return servers > 1;
    }

    /// Whether [#next] may find another one.
    boolean mayHaveMore() {
        return isGroup() || left.hasNext();
    }

    /// Goes on to the next way to the server, or address, if it was not reached by this one, else
    /// to the next server.
    ///
    /// @param verdict what came of the current one
    /// @param wasReached whether the server itself was spoken to
    /// @return whether there is another one
    boolean next(Verdict verdict, boolean wasReached) {
        if (!wasReached && left.hasNext()) {
            current = left.next();
            return true;
        }
        turn.end(verdict, System.nanoTime());
        Optional<Turn<ProxyServer>> following = plan.next(System.nanoTime());
        following.ifPresent(this::begin);
        return following.isPresent();
    }

    private void begin(Turn<ProxyServer> next) {
        turn = next;
        left = triesFor(next);
        current = left.next();
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
