package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.Policy;
import io.tsocks.engine.Rule;
import io.tsocks.engine.ServerWay;
import io.tsocks.engine.Upstream;
import io.tsocks.engine.analysis.LineMeaning;
import io.tsocks.engine.analysis.NameTerritory;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says in sentences what a line does in its policy.
public final class MeaningText {

    /// The most others that are named.
    private static final int MOST = 3;

    private final Policy policy;

    /// @param policy the policy of the lines
    public MeaningText(Policy policy) {
        this.policy = policy;
    }

    /// The sentences about a line; at least one.
    public List<String> of(LineMeaning meaning) {
        return switch (meaning) {
            case LineMeaning.OfNetwork network -> network(network);
            case LineMeaning.OfNames names -> names(names);
            case LineMeaning.OfRule rule -> rule(rule);
            case LineMeaning.OfServer server -> server(server);
        };
    }

    private static List<String> network(LineMeaning.OfNetwork network) {
        List<String> sentences = new ArrayList<>();
        String covers = "Covers " + Words.addresses(network.covered()) + ports(network);
        if (network.decidesNothing()) {
            sentences.add(covers + " and decides for none of them.");
        } else if (network.decidesAll()) {
            sentences.add(covers + " and decides for all of them: " + words(network.action()));
        } else {
            sentences.add(
                    covers + " and decides for " + decided(network) + words(network.action()));
        }
        sentences.addAll(addressTakers(network.takers()));
        return sentences;
    }

    private static String ports(LineMeaning.OfNetwork network) {
        PortRange ports = network.owner().ports();
        return ports.equals(PortRange.ANY) ? "" : " on port " + ports;
    }

    private static String decided(LineMeaning.OfNetwork network) {
        String partly = Words.addresses(network.partly()) + " on some of these ports: ";
        if (network.whole().signum() == 0) {
            return partly;
        }
        String whole = Words.addresses(network.whole());
        return network.partly().signum() == 0 ? whole + ": " : whole + ", and for " + partly;
    }

    private static List<String> addressTakers(List<LineMeaning.AddressTaker> takers) {
        if (takers.isEmpty()) {
            return List.of();
        }
        String first =
                takers.stream()
                        .limit(MOST)
                        .map(
                                taker ->
                                        Lines.of(taker.owner())
                                                + " ("
                                                + Words.addresses(taker.addresses())
                                                + ")")
                        .collect(Collectors.joining(", "));
        return List.of("Asked before it: " + first + andMore(takers.size()) + ".");
    }

    private static String andMore(int count) {
        int more = count - MOST;
        return more <= 0
                ? ""
                : " and " + Words.number(more) + (more == 1 ? " line" : " lines") + " more";
    }

    /// What happens to connections, as the end of a sentence.
    private static String words(Action action) {
        return switch (action) {
            case Action.Direct _ -> "connected directly.";
            case Action.Via _ -> Words.outcome(action) + ".";
            case Action.Refused refused -> "refused, because " + refused.message() + ".";
        };
    }

    private static List<String> names(LineMeaning.OfNames names) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                names.decided()
                        .map(where -> "Decides for " + names(where) + ": " + words(names.action()))
                        .orElse("Decides for no name."));
        if (has(names, NameBasis.LOCALHOST)) {
            sentences.add("Names of localhost are always loopback addresses (RFC 6761).");
        }
        if (has(names, NameBasis.ONION)) {
            sentences.add(
                    "Names below .onion are refused, because they must not be resolved here"
                            + " (RFC 7686).");
        }
        List<String> lines =
                names.takers().stream()
                        .flatMap(taker -> taker.owner().stream())
                        .map(owner -> Lines.of(owner) + " (" + owner.hosts().orElseThrow() + ")")
                        .toList();
        if (!lines.isEmpty()) {
            sentences.add(
                    "Asked before it: "
                            + String.join(", ", lines.subList(0, Math.min(MOST, lines.size())))
                            + andMore(lines.size())
                            + ".");
        }
        return sentences;
    }

    private static boolean has(LineMeaning.OfNames names, NameBasis basis) {
        return names.takers().stream().anyMatch(taker -> taker.basis() == basis);
    }

    private static String names(NameTerritory where) {
        List<String> all =
                where.parts().stream()
                        .flatMap(
                                part ->
                                        part.names().stream()
                                                .map(names -> names(names) + ports(part.ports())))
                        .toList();
        return Words.list(all, MOST);
    }

    private static String names(NameTerritory.Names names) {
        String pattern =
                names.pattern() instanceof HostPattern.Every
                        ? "every name"
                        : names.pattern().toString();
        return names.except().isEmpty()
                ? pattern
                : pattern + " except " + Words.list(names.except(), MOST);
    }

    private static String ports(PortSet ports) {
        return ports.equals(PortSet.ALL) ? "" : " on port " + ports;
    }

    private List<String> rule(LineMeaning.OfRule rule) {
        List<String> sentences = new ArrayList<>();
        Optional<String> share = share(rule.share());
        boolean ofIp6 = rule.share().ip4().signum() == 0 && rule.share().ip6().signum() > 0;
        Action action = ofIp6 ? rule.ip6() : rule.ip4();
        sentences.add(
                share.map(what -> "Decides for " + what + ": " + words(action))
                        .orElse("Decides for nothing."));
        if (rule.rule() instanceof Rule.Fallback && share.isPresent()) {
            sentences.add("No other line decides for these.");
        }
        if (rule.share().idle() > 0) {
            sentences.add(idle(rule.share()));
        }
        return sentences;
    }

    private static String idle(LineMeaning.RuleShare share) {
        return share.idle() == share.lines()
                ? "None of its lines decides for anything."
                : Words.number(share.idle())
                        + " of its "
                        + Words.number(share.lines())
                        + (share.idle() == 1 ? " lines decides" : " lines decide")
                        + " for nothing.";
    }

    /// What a rule decides for; empty if that is nothing.
    private Optional<String> share(LineMeaning.RuleShare share) {
        List<String> parts = new ArrayList<>();
        boolean bothMatter = policy.speaksOfIp6() || share.ip4().signum() == 0;
        boolean hasIp6 = share.ip6().signum() > 0 && bothMatter;
        if (share.ip4().signum() > 0) {
            parts.add(Words.addresses(share.ip4()) + (hasIp6 ? " of IPv4" : ""));
        }
        if (hasIp6) {
            parts.add(Words.addresses(share.ip6()) + " of IPv6");
        }
        if (share.namesHosts()) {
            parts.add("the names of its lines");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(Words.list(parts, parts.size()));
    }

    private List<String> server(LineMeaning.OfServer server) {
        if (server.way() instanceof ServerWay.Nowhere(_, String why)) {
            return List.of("Cannot be used, because it " + why + ".");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(
                share(server.share())
                        .map(what -> "Serves " + what + decidedBy(server.rule()) + ".")
                        .orElse("Serves nothing" + decidedBy(server.rule()) + "."));
        turn(server).ifPresent(sentences::add);
        if (!server.server().kind().carriesIp6()
                && server.share().ip6().signum() > 0
                && policy.speaksOfIp6()) {
            sentences.add("It is not used for IPv6 addresses, which SOCKS 4 does not have.");
        }
        if (!server.server().kind().carriesNames() && server.share().namesHosts()) {
            sentences.add("It is not used for host names, which SOCKS 4 does not have.");
        }
        way(server.way()).ifPresent(sentences::add);
        return sentences;
    }

    private static String decidedBy(Rule rule) {
        return rule instanceof Rule.DefaultServer
                ? ", for which no other line decides"
                : ", for which the " + rule.describe() + " decides";
    }

    /// When a server of a group gets a connection; empty for a single server.
    private static Optional<String> turn(LineMeaning.OfServer server) {
        Upstream upstream = server.upstream();
        if (!upstream.isGroup()) {
            return Optional.empty();
        }
        int place = upstream.servers().indexOf(server.server());
        int all = upstream.weights().stream().mapToInt(Integer::intValue).sum();
        String share = upstream.weight(server.server()) + " of " + all;
        return Optional.of(
                switch (upstream.selection()) {
                    case FAILOVER ->
                            place == 0
                                    ? "It is tried first."
                                    : "It is used while " + before(place) + " cannot be reached.";
                    case ROUND_ROBIN -> "It has " + share + " turns of the group.";
                    case HASH -> "It has about " + share + " destinations of the group.";
                    case FASTEST -> "It is tried first while it is the fastest of the group.";
                });
    }

    private static String before(int place) {
        return place == 1 ? "the server before it" : "the " + place + " servers before it";
    }

    private static Optional<String> way(ServerWay way) {
        return switch (way) {
            case ServerWay.Local _ -> Optional.empty();
            case ServerWay.Direct(Rule rule) ->
                    Optional.of("It is reached directly (" + rule.describe() + ").");
            case ServerWay.Through(Upstream upstream, Rule rule, _) ->
                    Optional.of(
                            "It is reached through " + upstream + " (" + rule.describe() + ").");
            case ServerWay.Nowhere _ -> Optional.empty();
        };
    }
}
