package io.tsocks.views;

import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.Section;
import io.tsocks.engine.analysis.Territory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The map of the changes between two policies.
public final class DiffPicture {

    private final List<Piece> changes;
    private final NameListing names;
    private final Section section;

    /// The part of a change that the map shows.
    private record Piece(PolicyDiff.Change change, Territory where) {

        BigInteger size() {
            return where.addresses(AddressRange.IP4);
        }
    }

    private DiffPicture(PolicyDiff diff, Section section) {
        this.names = NameRows.of(diff);
        this.section = section;
        this.changes =
                diff.changes().stream()
                        .flatMap(
                                change ->
                                        change.where().within(section.addresses()).stream()
                                                .map(where -> new Piece(change, where)))
                        .sorted(Comparator.comparing(Piece::size, Comparator.reverseOrder()))
                        .toList();
    }

    /// The map of all changes.
    public static Picture of(ChartedConf old, ChartedConf young) {
        return of(old, young, Section.WHOLE);
    }

    /// The map of the changes within a network.
    public static Picture of(ChartedConf old, ChartedConf young, Section section) {
        PolicyDiff diff = PolicyDiff.between(old.chart(), young.chart());
        return new DiffPicture(diff, section).picture(title(old.name(), young.name(), section));
    }

    private static String title(String old, String young, Section section) {
        String from = Picture.shortName(old);
        String to = Picture.shortName(young);
        boolean same = from.equals(to);
        return "What changes from "
                + (same ? old : from)
                + " to "
                + (same ? young : to)
                + (section.length() == 0 ? "" : " in " + section);
    }

    private Picture picture(String title) {
        List<Layer> layers = new ArrayList<>();
        List<Integer> legend = new ArrayList<>();
        for (Piece piece : changes) {
            legend.add(layers.size());
            layers.add(
                    new Layer(
                            Changes.summary(piece.change()),
                            Paint.ofServer(layers.size()),
                            List.of(Words.addresses(piece.size()))));
        }
        legend.add(layers.size());
        layers.add(new Layer("unchanged", Paint.SAME, List.of()));
        List<Territory> territories = changes.stream().map(Piece::where).toList();
        return new Picture(
                title,
                territories,
                BlockMap.of(territories, section),
                layers,
                legend,
                (addresses, labels) ->
                        Words.range(addresses)
                                + (labels.size() > 1 ? ", mixed\n" : "\n")
                                + labels.stream()
                                        .map(label -> layers.get(label).name())
                                        .collect(Collectors.joining("\n")),
                names);
    }
}
