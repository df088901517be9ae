package io.tsocks.lint.rules;

import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Reach;
import io.tsocks.engine.Region;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.grammar.Problem;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.model.Finding;
import io.tsocks.lint.model.Findings;
import io.tsocks.lint.model.LintRule;
import io.tsocks.lint.model.Page;
import io.tsocks.lint.model.Subject;
import io.tsocks.net.Network;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Overlapping paths, for which their order decides.
public final class OverlappingPaths extends LintRule {

    /// A wide network may cover very many others; looking at its first pieces is enough.
    private static final int MOST_PIECES = 64;

    /// The rule.
    public OverlappingPaths() {
        super("TS304", Severity.INFO, "overlapping paths");
    }

    @Override
    public Page page() {
        return Page.of(
                "Two paths with different servers, each of which reaches a part of the"
                        + " destinations of the other, so their order decides. The linter does"
                        + " not report a narrower network below a wider one, because it is an"
                        + " exception to the wider one.",
                "tsocks asks the path that is declared last first. Readers who expect the first"
                        + " match from the top are wrong. Moving a path in the file changes"
                        + " routes.",
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 150.0.0.0:80/255.0.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                path {
                    reaches = 150.1.0.0/255.255.0.0
                    server = 10.0.0.2
                    server_type = 5
                }
                fallback = yes
                """,
                """
                local = 10.0.0.0/255.0.0.0
                path {
                    reaches = 150.0.0.0/255.0.0.0
                    server = 10.0.0.1
                    server_type = 5
                }
                path {
                    reaches = 151.0.0.0/255.0.0.0
                    server = 10.0.0.2
                    server_type = 5
                }
                fallback = yes
                """,
                Page.NO_FIX);
    }

    @Override
    public void check(Subject subject, Findings findings) {
        if (subject.isForeign() || subject.policy().paths().size() < 2) {
            return;
        }
        List<Rule.Path> paths = subject.policy().paths();
        Map<Optional<Upstream>, Integer> later = new HashMap<>();
        paths.forEach(path -> later.merge(path.upstream(), 1, Integer::sum));
        for (int i = 0; i < paths.size(); i++) {
            Rule.Path path = paths.get(i);
            int alike = later.merge(path.upstream(), -1, Integer::sum);
            check(subject, path, paths.size() - i - 1 - alike, findings);
        }
    }

    /// Reports each later path once, at the first network that it partly decides.
    ///
    /// @param different how many of the later paths have another server
    private void check(Subject subject, Rule.Path path, int different, Findings findings) {
        Set<Integer> reported = new HashSet<>();
        for (Reach reach : path.reaches()) {
            if (reported.size() == different) {
                return;
            }
            overriding(subject, path, reach)
                    .filter(other -> !reported.contains(other.line()))
                    .filter(other -> differ(path, other))
                    .filter(other -> isPartly(reach, other))
                    .filter(other -> reported.add(other.line()))
                    .map(other -> finding(subject, reach, other))
                    .ifPresent(findings::add);
        }
    }

    /// A path that is asked earlier, and decides for destinations that another path reaches, too.
    private static Optional<Rule.Path> overriding(Subject subject, Rule.Path path, Reach reach) {
        List<PolicyMap.Owner> owners = subject.map().owners();
        return region(reach).stream()
                .flatMapToInt(part -> overriding(subject.map(), part, path))
                .mapToObj(owner -> (Rule.Path) owners.get(owner).rule())
                .findFirst();
    }

    private static IntStream overriding(PolicyMap map, Region part, Rule.Path path) {
        return map
                .findOwner(part, MOST_PIECES, owner -> isOther(map.owners().get(owner), path))
                .stream();
    }

    private static boolean isOther(PolicyMap.Owner owner, Rule.Path path) {
        return owner.rule() instanceof Rule.Path other && other.line() != path.line();
    }

    /// The region of a network without holes in its mask.
    private static Optional<Region> region(Reach reach) {
        return reach.network() instanceof Network.Ip4 net && !net.isContiguous()
                ? Optional.empty()
                : Optional.of(Region.around(reach.network(), reach.ports()));
    }

    private static boolean differ(Rule.Path path, Rule.Path other) {
        return !path.upstream().equals(other.upstream());
    }

    /// Whether a network overlaps with one of another path, and neither lies within the other. A
    /// network within another is an exception, which belongs below the rule.
    private static boolean isPartly(Reach reach, Rule.Path other) {
        List<Reach> reaches = other.reaches();
        // by index: a path may have a million networks, and each object is made when it is asked
        // for
        for (int i = 0; i < reaches.size(); i++) {
            Reach one = reaches.get(i);
            if (meet(reach, one) && !holds(reach, one) && !holds(one, reach)) {
                return true;
            }
        }
        return false;
    }

    private static boolean meet(Reach one, Reach other) {
        return one.ports().first() <= other.ports().last()
                && other.ports().first() <= one.ports().last()
                && switch (one.network()) {
                    case Network.Ip4 ip4 ->
                            other.network() instanceof Network.Ip4(int address, int mask)
                                    && ((ip4.address() ^ address) & ip4.mask() & mask) == 0;
                    case Network.Ip6 _ ->
                            contains(one.network(), other.network())
                                    || contains(other.network(), one.network());
                };
    }

    private static boolean holds(Reach wide, Reach narrow) {
        return wide.ports().first() <= narrow.ports().first()
                && narrow.ports().last() <= wide.ports().last()
                && contains(wide.network(), narrow.network());
    }

    private static boolean contains(Network wide, Network narrow) {
        return switch (wide) {
            case Network.Ip4 ip4 ->
                    narrow instanceof Network.Ip4(int address, int mask)
                            && ip4.contains(address)
                            && (mask & ip4.mask()) == ip4.mask();
            case Network.Ip6 ip6 ->
                    narrow instanceof Network.Ip6(long high, long low, int length)
                            && length >= ip6.prefixLength()
                            && ip6.contains(high, low);
        };
    }

    private Finding finding(Subject subject, Reach reach, Rule.Path other) {
        return Finding.of(
                Problem.of(
                                this,
                                reach.origin().span(),
                                "a path further down reaches some of these destinations too, and"
                                        + " it is asked first",
                                "make the networks disjoint, or one of them a part of the other,"
                                        + " if the order should not matter")
                        .with(LineSpans.opening(subject, other), "this path wins"));
    }
}
