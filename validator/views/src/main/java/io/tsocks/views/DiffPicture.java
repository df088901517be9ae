package io.tsocks.views;

import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.Territory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The map of the changes between two policies.
public final class DiffPicture {

    private final List<PolicyDiff.Change> changes;
    private final NameListing names;

    private DiffPicture(PolicyDiff diff) {
        this.names = NameRows.of(diff);
        this.changes =
                diff.changes().stream()
                        .filter(change -> size(change.where()).signum() > 0)
                        .sorted(
                                Comparator.comparing(
                                        change -> size(change.where()), Comparator.reverseOrder()))
                        .toList();
    }

    public static Picture of(ChartedConf old, ChartedConf young) {
        PolicyDiff diff = PolicyDiff.between(old.chart(), young.chart());
        return new DiffPicture(diff)
                .picture("What changes from " + old.name() + " to " + young.name());
    }

    private static BigInteger size(Territory where) {
        return where.addresses(AddressRange.IP4);
    }

    private Picture picture(String title) {
        List<Layer> layers = new ArrayList<>();
        List<Integer> legend = new ArrayList<>();
        for (PolicyDiff.Change change : changes) {
            legend.add(layers.size());
            layers.add(
                    new Layer(
                            Changes.summary(change),
                            Paint.ofServer(layers.size()),
                            List.of(Words.addresses(size(change.where())))));
        }
        legend.add(layers.size());
        layers.add(new Layer("unchanged", Paint.SAME, List.of()));
        List<Territory> territories = changes.stream().map(PolicyDiff.Change::where).toList();
        return new Picture(
                title,
                BlockMap.of(territories),
                layers,
                legend,
                run ->
                        Words.range(run.addresses())
                                + (run.labels().size() > 1 ? ", mixed\n" : "\n")
                                + run.labels().stream()
                                        .map(label -> layers.get(label).name())
                                        .collect(Collectors.joining("\n")),
                names);
    }
}
