package io.tsocks.launcher.supervisor;

import io.tsocks.client.ServerGroups;
import io.tsocks.client.health.ConnectPlan;
import io.tsocks.client.health.Turn;
import io.tsocks.engine.Action;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Upstream;
import io.tsocks.linux.StreamAddress;
import io.tsocks.protocol.SocksAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The servers, and the ways to them, that one connect may try, one after the other. It says to the
/// servers' health what came of each, and of those on the ways.
///
/// Not thread-safe: the supervisor's thread owns it.
final class ServerTries {

    private final ServerGroups groups;
    private final Upstream upstream;
    private final Map<ProxyServer, List<Try>> ways;
    private final String host;
    private final ConnectPlan<ProxyServer> plan;
    private final Set<Route> tried = new HashSet<>();
    private final Set<ProxyServer> unreached = new LinkedHashSet<>();
    private Turn<ProxyServer> turn;
    private Deque<Try> left;
    private Try current;
    private HopTurns hops;
    private long start = System.nanoTime();

    /// One of them.
    ///
    /// @param address where TCP goes: one of the nearest server
    record Try(ServerChain way, StreamAddress address) {

        /// The server that is to grant the request.
        ProxyServer server() {
            return way.server();
        }

        private Route route() {
            return new Route(way.servers(), way.between(), address);
        }
    }

    /// What two tries have in common that lead the same way, whatever other addresses there are.
    private record Route(
            List<ProxyServer> servers, List<SocksAddress> between, StreamAddress address) {}

    private ServerTries(
            ServerGroups groups, Upstream usable, Map<ProxyServer, List<Try>> ways, String host) {
        this.groups = groups;
        this.upstream = usable;
        this.ways = ways;
        this.host = host;
        this.plan = groups.plan(usable, host);
        this.turn = plan.next(start).orElseThrow();
        this.left = triesFor(turn.server());
        this.current = left.removeFirst();
        this.hops = HopTurns.of(groups, current.way());
    }

    /// Begins with the first server; empty if there is nothing that the socket can try.
    ///
    /// @param ways what the socket can try for each server
    /// @param host of the destination
    static Optional<ServerTries> of(
            ServerGroups groups, Upstream upstream, Map<ProxyServer, List<Try>> ways, String host) {
        return upstream.only(ways::containsKey)
                .map(usable -> new ServerTries(groups, usable, ways, host));
    }

    /// Those by servers that are left alone come last, so that no connect fails while another one
    /// may lead there.
    private Deque<Try> triesFor(ProxyServer server) {
        long now = System.nanoTime();
        Comparator<Try> isLast =
                Comparator.comparing(
                        one ->
                                one.way().before().stream()
                                        .anyMatch(hop -> groups.isLeftAlone(hop, now)));
        return new ArrayDeque<>(
                ways.getOrDefault(server, List.of()).stream().sorted(isLast).toList());
    }

    /// The one under way.
    Try current() {
        return current;
    }

    /// Whether the upstream is a group, so that another server may stand in.
    boolean isGroup() {
        return upstream.servers().size() > 1;
    }

    /// Whether several ways lead to the current server, so that the servers on one may stand in for
    /// those on another.
    boolean hasOtherWays() {
        return ways.getOrDefault(current.server(), List.of()).stream()
                        .map(Try::way)
                        .distinct()
                        .count()
                > 1;
    }

    /// Whether [#next] may find another one.
    boolean mayHaveMore() {
        return isGroup() || !left.isEmpty();
    }

    /// Goes on to the next way to the server, or address, if it was not reached by this one, else
    /// to the next server.
    ///
    /// @return whether there is another one
    boolean next(Finding finding) {
        Try last = current;
        tried.add(last.route());
        if (finding.wasReached()) {
            unreached.remove(last.server());
        } else {
            unreached.add(last.server());
        }
        boolean isThere = !finding.wasReached() && !left.isEmpty();
        if (isThere) {
            current = left.removeFirst();
        } else {
            turn.end(finding.verdict(), System.nanoTime());
            isThere = beginNextServer();
        }
        boolean isSameWay = isThere && current.way().equals(last.way());
        if (!isSameWay || finding.hop() > 0) {
            hops.end(finding);
            hops = isThere ? HopTurns.of(groups, current.way()) : HopTurns.NONE;
        }
        return isThere;
    }

    private boolean beginNextServer() {
        Optional<Turn<ProxyServer>> following = plan.next(System.nanoTime());
        if (following.isEmpty()) {
            return false;
        }
        turn = following.get();
        left = triesFor(turn.server());
        current = left.removeFirst();
        start = System.nanoTime();
        return true;
    }

    /// The servers that were tried and not reached.
    Set<ProxyServer> unreached() {
        return Set.copyOf(unreached);
    }

    /// Ends these, none of which has led anywhere, and begins with the ways that are known since.
    ///
    /// @param action of the policy, with the servers that no way was known to
    /// @param known what the socket can try for each server by now
    /// @return empty if there is nothing that was not tried
    Optional<ServerTries> renewed(Action.Via action, Map<ProxyServer, List<Try>> known) {
        end(Finding.NOTHING);
        Map<ProxyServer, List<Try>> untried = new HashMap<>();
        Set<ProxyServer> wanted = new LinkedHashSet<>(unreached);
        action.servers().stream().filter(one -> !ways.containsKey(one)).forEach(wanted::add);
        for (ProxyServer server : wanted) {
            List<Try> others =
                    known.getOrDefault(server, List.of()).stream()
                            .filter(one -> !tried.contains(one.route()))
                            .toList();
            if (!others.isEmpty()) {
                untried.put(server, others);
            }
        }
        return of(groups, action.upstream(), untried, host);
    }

    /// The server granted the request.
    void granted() {
        long now = System.nanoTime();
        hops.passed();
        turn.granted(Duration.ofNanos(now - start), now);
        plan.close();
    }

    /// The connect is over. Of the servers that nothing was said of, nothing is known.
    void end(Finding finding) {
        hops.end(finding);
        turn.end(finding.verdict(), System.nanoTime());
        plan.close();
    }
}
