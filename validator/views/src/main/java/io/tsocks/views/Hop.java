package io.tsocks.views;

import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A server in no local network, and the way of a policy to it.
///
/// @param way through other servers, or directly because a rule says so
public record Hop(ProxyServer server, ServerWay way) {

    /// The hops of a route, each once: those to its servers, then those to the servers that these
    /// go through, and so on. Servers in local networks need none.
    static List<Hop> of(Policy policy, List<ProxyServer> servers) {
        List<Hop> hops = new ArrayList<>();
        Set<ProxyServer> seen = new HashSet<>(servers);
        Deque<ProxyServer> left = new ArrayDeque<>(servers);
        while (!left.isEmpty()) {
            ProxyServer server = left.remove();
            switch (policy.wayTo(server)) {
                case ServerWay.Through through -> hops.add(new Hop(server, through));
                case ServerWay.Direct direct -> hops.add(new Hop(server, direct));
                case ServerWay.Local _, ServerWay.Nowhere _ -> {
                    continue;
                }
            }
            hops.getLast().next().filter(seen::add).forEach(left::add);
        }
        return hops;
    }

    /// The servers that the hop goes through.
    Stream<ProxyServer> next() {
        return way instanceof ServerWay.Through through
                ? through.upstream().servers().stream()
                : Stream.empty();
    }

    /// `through socks5://10.1.0.1:1080`, `directly`, or why there is no way.
    static String words(ServerWay way) {
        return switch (way) {
            case ServerWay.Local _, ServerWay.Direct _ -> "directly";
            case ServerWay.Through(Upstream upstream, _, _) -> "through " + upstream;
            case ServerWay.Nowhere nowhere -> "refused, because it " + nowhere.why();
        };
    }

    /// `http://10.2.0.1:3128 is reached through socks5://10.1.0.1:1080 (path at line 2)`
    @Override
    public String toString() {
        return server.uri() + " is reached " + words(way) + because();
    }

    private String because() {
        return switch (way) {
            case ServerWay.Direct(Rule rule) -> " (" + rule.describe() + ")";
            case ServerWay.Through(_, Rule rule, _) -> " (" + rule.describe() + ")";
            case ServerWay.Local _, ServerWay.Nowhere _ -> "";
        };
    }
}
