package io.tsocks.engine.analysis;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.Origin;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.Statement;
import io.tsocks.net.Address;
import io.tsocks.net.ServerAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Finds what the lines of a file do. Making one takes a pass over the policy; a line then takes a
/// look at the part of the map that it lists. Immutable.
public final class LineMeanings {

    private final ConfFile file;
    private final PolicyChart chart;
    private final NameShares names;
    private final RuleShares shares;

    /// The places of the lines about networks in the text, in their order, each in the upper half
    /// of a number, and their owners in the lower half.
    private final long[] networks;

    /// The same for the lines about names.
    private final long[] hosts;

    private LineMeanings(ConfFile file, PolicyChart chart) {
        chart.requireExact();
        this.file = file;
        this.chart = chart;
        NameMap map = NameMap.of(chart.policy(), PolicyMap.Grain.STATEMENT);
        this.names = new NameShares(map);
        this.shares = RuleShares.of(chart.map(), names);
        this.networks = byPlace(chart.map().owners(), PolicyMap.Owner::origin);
        this.hosts = byPlace(map.owners(), NameMap.Owner::origin);
    }

    private static <T> long[] byPlace(List<T> owners, Function<T, Origin> place) {
        return IntStream.range(0, owners.size())
                .filter(owner -> !place.apply(owners.get(owner)).isBuiltIn())
                .mapToLong(owner -> (long) place.apply(owners.get(owner)).start() << 32 | owner)
                .sorted()
                .toArray();
    }

    private static Optional<Integer> ownerAt(long[] places, Statement statement) {
        long from = (long) statement.start() << 32;
        int found = Arrays.binarySearch(places, from);
        int index = found < 0 ? -found - 1 : found;
        return index < places.length && places[index] >> 32 == statement.start()
                ? Optional.of((int) places[index])
                : Optional.empty();
    }

    /// Looks at a policy.
    ///
    /// @param file the file that the policy was compiled from
    /// @throws IllegalArgumentException unless the chart is exact
    public static LineMeanings of(ConfFile file, PolicyChart chart) {
        return new LineMeanings(file, chart);
    }

    /// The meanings of those lines in a range that list networks or names, open a path, name a
    /// server or say `fallback = yes`, in file order.
    ///
    /// @param first the first line, from 1
    /// @param last the last line; there may be fewer
    public List<LineMeaning> between(int first, int last) {
        if (first < 1 || first > file.lineCount()) {
            return List.of();
        }
        List<Statement> statements = file.statements();
        List<LineMeaning> meanings = new ArrayList<>();
        for (int i = indexFrom(file.line(first).start()); i < statements.size(); i++) {
            Statement statement = statements.get(i);
            if (file.lineAt(statement.start()) > last) {
                break;
            }
            of(statement).ifPresent(meanings::add);
        }
        return meanings;
    }

    /// The index of the first statement that does not start before a place.
    private int indexFrom(int offset) {
        List<Statement> statements = file.statements();
        int low = 0;
        int high = statements.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (statements.get(middle).start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Optional<LineMeaning> of(Statement statement) {
        return switch (statement) {
            case Statement.Local local -> ofNetwork(local);
            case Statement.Reaches reaches -> ofNetwork(reaches);
            case Statement.LocalHosts local -> ofNames(local);
            case Statement.ReachesHosts reaches -> ofNames(reaches);
            case Statement.PathOpening opening -> path(opening.start()).map(this::ofRule);
            case Statement.ServerLine server -> ofServer(server);
            case Statement.Fallback fallback -> ofFallback(fallback);
            case Statement.PathClosing ignored -> Optional.empty();
            case Statement.Setting ignored -> Optional.empty();
        };
    }

    private Optional<LineMeaning> ofNetwork(Statement statement) {
        return ownerAt(networks, statement).map(owner -> NetworkShare.of(chart, owner));
    }

    private Optional<LineMeaning> ofNames(Statement statement) {
        return ownerAt(hosts, statement).map(owner -> names.meaning(chart.policy(), owner));
    }

    private LineMeaning ofRule(Rule rule) {
        Policy policy = chart.policy();
        return new LineMeaning.OfRule(
                rule,
                policy.decide(rule, Address.Ip4.LOOPBACK).action(),
                policy.decide(rule, Address.Ip6.LOOPBACK).action(),
                shares.of(rule));
    }

    private Optional<LineMeaning> ofFallback(Statement.Fallback fallback) {
        return chart.policy().last() instanceof Rule.Fallback last
                        && last.origin().start() == fallback.start()
                ? Optional.of(ofRule(last))
                : Optional.empty();
    }

    private Optional<LineMeaning> ofServer(Statement.ServerLine line) {
        Optional<Rule.Path> path = path(line.start());
        if (path.isPresent()) {
            return path.get().upstream().flatMap(upstream -> ofServer(line, path.get(), upstream));
        }
        return chart.policy().last() instanceof Rule.DefaultServer last
                ? ofServer(line, last, last.upstream())
                : Optional.empty();
    }

    private Optional<LineMeaning> ofServer(
            Statement.ServerLine line, Rule rule, Upstream upstream) {
        Origin origin = Origin.of(file.name(), file.lineAt(line.start()), line.span());
        return upstream.servers().stream()
                .filter(namedBy(line))
                .findFirst()
                .map(
                        server ->
                                new LineMeaning.OfServer(
                                        origin,
                                        rule,
                                        server,
                                        upstream,
                                        chart.policy().wayTo(server),
                                        shares.of(rule)));
    }

    private static Predicate<ProxyServer> namedBy(Statement.ServerLine line) {
        return switch (line) {
            case Statement.ServerByUri byUri ->
                    server ->
                            server.address().equals(byUri.uri().address())
                                    && server.kind() == byUri.uri().kind()
                                    && byUri.uri()
                                            .user()
                                            .map(user -> user.equals(server.user()))
                                            .orElse(true);
            case Statement.Server classic ->
                    server ->
                            server.address() instanceof ServerAddress.Inet(String host, int ignored)
                                    && host.equals(classic.host());
        };
    }

    /// The path in whose block a place lies.
    private Optional<Rule.Path> path(int offset) {
        List<Rule.Path> paths = chart.policy().paths();
        int low = 0;
        int high = paths.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (paths.get(middle).origin().end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < paths.size() && paths.get(low).origin().start() <= offset
                ? Optional.of(paths.get(low))
                : Optional.empty();
    }
}
