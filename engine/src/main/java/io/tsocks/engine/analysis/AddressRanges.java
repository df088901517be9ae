package io.tsocks.engine.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Lists of address ranges.
final class AddressRanges {

    private AddressRanges() {}

    /// The same addresses, in order and with gaps between the ranges.
    static List<AddressRange> joined(List<AddressRange> ranges) {
        List<AddressRange> joined = new ArrayList<>();
        ranges.stream()
                .sorted(Comparator.comparing(AddressRange::first))
                .forEach(range -> add(joined, range));
        return joined;
    }

    private static void add(List<AddressRange> joined, AddressRange range) {
        if (joined.isEmpty()) {
            joined.add(range);
            return;
        }
        AddressRange before = joined.getLast();
        if (before.contains(range.last())) {
            return;
        }
        if (before.contains(range.first()) || before.isFollowedBy(range)) {
            joined.set(joined.size() - 1, new AddressRange(before.first(), range.last()));
        } else {
            joined.add(range);
        }
    }
}
