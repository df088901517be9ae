package io.tsocks.engine;

import io.tsocks.net.Checks;
import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The carrier of the connections of a path, or of those that no path takes: one server, or a group
/// of servers that stand for each other. What has no effect on it is as in a file that does not say
/// it: the selection from one server and its checks, the recovery of a group that prefers no
/// server, and the weights of one that does not share connections out.
///
/// @param servers at least one, each once, in order of preference
/// @param weights of the servers, in their order, 1 to 256: how many of the connections each gets
/// @param selection which of them a connect tries first
/// @param recovery when [Selection#FAILOVER] goes back to a preferred server
/// @param checks how often its servers are checked
public record Upstream(
        List<ProxyServer> servers,
        List<Integer> weights,
        Selection selection,
        Recovery recovery,
        Checks checks) {

    /// The weight of a server that no line gives one.
    public static final int STANDARD_WEIGHT = 1;

    private static final int MOST_WEIGHT = 256;

    public Upstream {
        if (weights.size() != servers.size()
                || weights.stream().anyMatch(one -> one < 1 || one > MOST_WEIGHT)) {
            throw new IllegalArgumentException("a server has a weight from 1 to " + MOST_WEIGHT);
        }
        servers = List.copyOf(servers);
        if (servers.isEmpty() || new HashSet<>(servers).size() < servers.size()) {
            throw new IllegalArgumentException("a group has at least one server, and each once");
        }
        selection = servers.size() > 1 ? selection : Selection.FAILOVER;
        boolean prefers = servers.size() > 1 && selection == Selection.FAILOVER;
        recovery = prefers ? recovery : Recovery.standard();
        checks = servers.size() > 1 ? checks : new Checks.None();
        weights =
                servers.size() > 1 && isShared(selection)
                        ? List.copyOf(weights)
                        : standardWeights(servers);
    }

    /// A group whose servers have no weights and are not checked.
    public Upstream(List<ProxyServer> servers, Selection selection, Recovery recovery) {
        this(servers, standardWeights(servers), selection, recovery, new Checks.None());
    }

    private static List<Integer> standardWeights(List<ProxyServer> servers) {
        return Collections.nCopies(servers.size(), STANDARD_WEIGHT);
    }

    /// Whether a selection gives each server its share of the connections, so that weights count.
    static boolean isShared(Selection selection) {
        return switch (selection) {
            case ROUND_ROBIN, HASH -> true;
            case FAILOVER, FASTEST -> false;
        };
    }

    /// One server.
    public static Upstream of(ProxyServer server) {
        return new Upstream(List.of(server), Selection.FAILOVER, Recovery.standard());
    }

    /// Whether there is more than one server.
    public boolean isGroup() {
        return servers.size() > 1;
    }

    /// The weight of one of the servers.
    ///
    /// @throws IllegalArgumentException if it is none of them
    public int weight(ProxyServer server) {
        int place = servers.indexOf(server);
        if (place < 0) {
            throw new IllegalArgumentException(server.uri() + " is not in the group");
        }
        return weights.get(place);
    }

    /// Whether some server has a weight other than the usual one.
    public boolean isWeighted() {
        return weights.stream().anyMatch(weight -> weight != STANDARD_WEIGHT);
    }

    /// Whether its servers are checked.
    public boolean isChecked() {
        return switch (checks) {
            case Checks.None ignored -> false;
            case Checks.Every ignored -> true;
        };
    }

    /// The group without some of its servers; empty if none is left.
    public Optional<Upstream> only(Predicate<ProxyServer> wanted) {
        List<ProxyServer> left = servers.stream().filter(wanted).toList();
        if (left.size() == servers.size()) {
            return Optional.of(this);
        }
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Upstream(
                                left,
                                left.stream().map(this::weight).toList(),
                                selection,
                                recovery,
                                checks));
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
