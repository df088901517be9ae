package io.tsocks.engine;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The carrier of the connections of a path, or of those that no path takes: one server, or a group
/// of servers that stand for each other. What has no effect on it is as in a file that does not say
/// it: the selection from one server, and the recovery of a group that prefers no server.
///
/// @param servers at least one, each once, in order of preference
/// @param selection which of them a connect tries first
/// @param recovery when [Selection#FAILOVER] goes back to a preferred server
public record Upstream(List<ProxyServer> servers, Selection selection, Recovery recovery) {

    public Upstream {
        servers = List.copyOf(servers);
        if (servers.isEmpty() || new HashSet<>(servers).size() < servers.size()) {
            throw new IllegalArgumentException("a group has at least one server, and each once");
        }
        selection = servers.size() > 1 ? selection : Selection.FAILOVER;
        boolean prefers = servers.size() > 1 && selection == Selection.FAILOVER;
        recovery = prefers ? recovery : Recovery.standard();
    }

    /// One server.
    public static Upstream of(ProxyServer server) {
        return new Upstream(List.of(server), Selection.FAILOVER, Recovery.standard());
    }

    /// Whether there is more than one server.
    public boolean isGroup() {
        return servers.size() > 1;
    }

    /// The group without some of its servers; empty if none is left.
    public Optional<Upstream> only(Predicate<ProxyServer> wanted) {
        List<ProxyServer> left = servers.stream().filter(wanted).toList();
        if (left.size() == servers.size()) {
            return Optional.of(this);
        }
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new Upstream(left, selection, recovery));
    }

    /// The servers as URIs without user and password, and how one of them is chosen:
    /// `socks5://10.1.7.25:1080, else socks5://10.1.7.26:1080`.
    @Override
    public String toString() {
        return words(ProxyServer::uri);
    }

    /// The same with other words for each server.
    public String words(Function<ProxyServer, String> ofServer) {
        return switch (selection) {
            case FAILOVER -> joined(ofServer, ", else ");
            case ROUND_ROBIN -> joined(ofServer, " and ") + " in turn";
            case HASH -> joined(ofServer, " or ") + " by host";
            case FASTEST -> "the fastest of " + joined(ofServer, " and ");
        };
    }

    private String joined(Function<ProxyServer, String> ofServer, String separator) {
        return servers.stream().map(ofServer).collect(Collectors.joining(separator));
    }
}
