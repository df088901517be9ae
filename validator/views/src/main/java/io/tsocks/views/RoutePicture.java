package io.tsocks.views;

import io.tsocks.engine.Action;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.Region;
import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.PolicySearch;
import io.tsocks.engine.analysis.PortSet;
import io.tsocks.engine.analysis.Question;
import io.tsocks.engine.analysis.Section;
import io.tsocks.engine.analysis.Territory;
import io.tsocks.net.PortRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The map of a policy, with the route of each address.
public final class RoutePicture {

    /// The most pieces of a part of the map that are named.
    private static final int MOST_PIECES = 6;

    private final ChartedConf conf;
    private final List<PolicySearch.Finding> findings;
    private final NameRows names;
    private final Section section;

    private RoutePicture(ChartedConf conf, Section section) {
        this.conf = conf;
        this.section = section;
        Question everything =
                new Question(
                        new Question.Wanted.Any(),
                        false,
                        List.of(section.addresses()),
                        List.of(),
                        PortSet.ALL);
        this.findings = PolicySearch.all(conf.chart(), everything);
        this.names = NameRows.of(conf.chart().policy());
    }

    /// The map of all IPv4 addresses.
    public static Picture of(ChartedConf conf) {
        return of(conf, Section.WHOLE);
    }

    /// The map of a network.
    public static Picture of(ChartedConf conf, Section section) {
        return new RoutePicture(conf, section).picture();
    }

    private String title() {
        String what = section.length() == 0 ? "IPv4 connections" : "connections to " + section;
        return Picture.shortName(conf.name()) + ": where " + what + " go";
    }

    private Picture picture() {
        List<Integer> bySize =
                IntStream.range(0, findings.size())
                        .boxed()
                        .sorted(Comparator.comparing(this::size, Comparator.reverseOrder()))
                        .toList();
        List<Integer> servers = bySize.stream().filter(this::isServer).toList();
        List<Layer> layers = new ArrayList<>();
        Map<Action.Effect, Paint> paints = new HashMap<>();
        for (int i = 0; i < findings.size(); i++) {
            layers.add(layer(findings.get(i), servers.indexOf(i)));
            paints.put(action(i).effect(), layers.getLast().paint());
        }
        List<Integer> legend = legend(bySize, servers);
        for (Layer layer : layersOfNames(paints, servers.size())) {
            legend.add(layers.size());
            layers.add(layer);
        }
        List<Territory> territories = findings.stream().map(PolicySearch.Finding::where).toList();
        return new Picture(
                title(),
                territories,
                BlockMap.of(territories, section),
                layers,
                legend,
                this::describe,
                names.listing(action -> Optional.ofNullable(paints.get(action.effect()))));
    }

    /// The order of the legend: direct connections, then the servers, then refusals.
    private List<Integer> legend(List<Integer> bySize, List<Integer> servers) {
        List<Integer> legend = new ArrayList<>();
        bySize.stream().filter(i -> action(i) instanceof Action.Direct).forEach(legend::add);
        legend.addAll(servers);
        bySize.stream().filter(i -> action(i) instanceof Action.Refused).forEach(legend::add);
        return legend;
    }

    /// The layers of outcomes that only names have, and no address.
    ///
    /// @param paints the paints of the outcomes of addresses, to which those of names are added
    private List<Layer> layersOfNames(Map<Action.Effect, Paint> paints, int servers) {
        List<Layer> layers = new ArrayList<>();
        int next = servers;
        for (Action action : names.actions().toList()) {
            if (!paints.containsKey(action.effect())) {
                Paint paint = paint(action, next);
                next += action instanceof Action.Via ? 1 : 0;
                paints.put(action.effect(), paint);
                layers.add(new Layer(Words.outcome(action), paint, List.of("host names only")));
            }
        }
        return layers;
    }

    private static Paint paint(Action action, int server) {
        return switch (action) {
            case Action.Direct _ -> Paint.DIRECT;
            case Action.Refused _ -> Paint.REFUSED;
            case Action.Via _ -> Paint.ofServer(server);
        };
    }

    private Action action(int finding) {
        return findings.get(finding).verdict().action();
    }

    private boolean isServer(int finding) {
        return action(finding) instanceof Action.Via;
    }

    private BigInteger size(int finding) {
        return findings.get(finding).where().addresses(AddressRange.IP4);
    }

    private Layer layer(PolicySearch.Finding finding, int server) {
        Action action = finding.verdict().action();
        Paint paint = paint(action, server);
        BigInteger addresses = finding.where().addresses(AddressRange.IP4);
        double percent = 100 * addresses.doubleValue() / section.addresses().size().doubleValue();
        String whole = section.length() == 0 ? "IPv4" : section.toString();
        String share =
                percent < 0.1 ? "" : String.format(Locale.ROOT, ", %.1f %% of %s", percent, whole);
        return new Layer(
                Words.outcome(action),
                paint,
                List.of(Words.addresses(addresses) + share, Lines.of(finding.verdict().owners())));
    }

    private String describe(AddressRange range, List<Integer> labels) {
        Region region = new Region(range.first(), range.last(), 1, 65535);
        List<PolicyMap.Piece> pieces =
                conf.chart().map().pieces(region).limit(MOST_PIECES * 4L + 1).toList();
        if (labels.size() == 1) {
            String lines =
                    Lines.of(
                            pieces.stream()
                                    .map(PolicyMap.Piece::owner)
                                    .distinct()
                                    .map(conf.chart().map().owners()::get)
                                    .toList());
            return Words.range(range)
                    + "\n"
                    + Words.outcome(action(labels.getFirst()))
                    + "\n"
                    + lines
                    + (pieces.size() > MOST_PIECES * 4 ? " and others" : "");
        }
        return Words.range(range)
                + ", mixed\n"
                + pieces.stream()
                        .limit(MOST_PIECES)
                        .map(this::describe)
                        .collect(Collectors.joining("\n"))
                + (pieces.size() > MOST_PIECES ? "\n\u2026" : "");
    }

    private String describe(PolicyMap.Piece piece) {
        Region region = piece.region();
        boolean allPorts = region.firstPort() == 1 && region.lastPort() == 65535;
        String ports =
                allPorts ? "" : " port " + new PortRange(region.firstPort(), region.lastPort());
        Action action = conf.chart().action(piece.owner(), region.first());
        return Words.range(new AddressRange(region.first(), region.last()))
                + ports
                + ": "
                + Words.outcome(action)
                + " ("
                + Lines.of(conf.chart().map().owners().get(piece.owner()))
                + ")";
    }
}
