package io.tsocks.views;

import io.tsocks.engine.analysis.AddressRange;
import io.tsocks.engine.analysis.BlockMap;
import io.tsocks.engine.analysis.Section;
import io.tsocks.net.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the networks of a map that can only be seen when they are enlarged.
final class SmallNetworks {

    /// An enlarged network is at least this many bits longer than that of the map.
    private static final int ENLARGEMENT = 4;

    private final Picture picture;

    SmallNetworks(Picture picture) {
        this.picture = picture;
    }

    /// The networks worth enlarging, in order.
    Stream<Section> of(List<Shape> shapes) {
        int common = picture.blocks().mostCommonLabel();
        List<AddressRange> ranges =
                SvgCallouts.small(shapes, SvgCallouts.TINY).stream()
                        .flatMap(shape -> shape.runs().stream())
                        .flatMap(run -> extent(run, common).stream())
                        .sorted(Comparator.comparing(AddressRange::first))
                        .toList();
        List<Section> sections = new ArrayList<>();
        for (AddressRange range : ranges) {
            add(sections, range);
        }
        int shortest = picture.section().length() + ENLARGEMENT;
        return sections.stream().filter(section -> section.length() >= shortest);
    }

    /// Adds the network of a range, or widens the last one to hold it.
    private void add(List<Section> sections, AddressRange range) {
        if (!sections.isEmpty()) {
            Section before = sections.getLast();
            Section both =
                    around(new AddressRange(before.addresses().first(), last(before, range)));
            if (both.length() >= picture.section().length() + 2 * ENLARGEMENT) {
                sections.set(sections.size() - 1, both);
                return;
            }
        }
        sections.add(around(range));
    }

    private static Address last(Section before, AddressRange range) {
        return before.addresses().contains(range.last()) ? before.addresses().last() : range.last();
    }

    private static Section around(AddressRange range) {
        return Section.around(range).orElseThrow();
    }

    /// The smallest range that holds everything in a run but the layer that fills most of the map.
    private Optional<AddressRange> extent(BlockMap.Run run, int common) {
        AddressRange addresses = picture.blocks().addresses(run);
        return run.labels().stream()
                .filter(label -> label != common && label < picture.territories().size())
                .flatMap(label -> picture.territories().get(label).within(addresses).stream())
                .flatMap(territory -> territory.parts().stream())
                .flatMap(part -> part.addresses().stream())
                .reduce(SmallNetworks::hull);
    }

    private static AddressRange hull(AddressRange one, AddressRange other) {
        return new AddressRange(
                one.first().compareTo(other.first()) < 0 ? one.first() : other.first(),
                one.last().compareTo(other.last()) < 0 ? other.last() : one.last());
    }
}
