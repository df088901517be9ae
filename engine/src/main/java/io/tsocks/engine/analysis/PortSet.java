package io.tsocks.engine.analysis;

import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Some of the ports 1 to 65535.
///
/// @param ranges in order, with gaps between them; at least one, none of them [PortRange#ANY]
public record PortSet(List<PortRange> ranges) {

    /// Every port.
    public static final PortSet ALL = new PortSet(List.of(new PortRange(1, 65535)));

    public PortSet {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("no ports");
        }
    }

    /// The lowest port.
    public int first() {
        return ranges.getFirst().first();
    }

    /// The number of ports, 1 to 65535.
    public int size() {
        return ranges.stream().mapToInt(range -> range.last() - range.first() + 1).sum();
    }

    /// Whether a port is in this set.
    public boolean contains(int port) {
        return ranges.stream().anyMatch(range -> range.contains(port));
    }

    /// `any port`, `80` or `80-90,443`.
    @Override
    public String toString() {
        return equals(ALL)
                ? "any port"
                : ranges.stream().map(PortRange::toString).collect(Collectors.joining(","));
    }

    /// Collects ports, from the lowest to the highest.
    static final class Builder {

        private final List<PortRange> ranges = new ArrayList<>(1);

        /// Adds ports above all that were added before. Port 0 is not a port and is left out.
        void add(int first, int last) {
            int from = Math.max(1, first);
            if (from > last) {
                return;
            }
            if (!ranges.isEmpty() && ranges.getLast().last() + 1 == from) {
                ranges.set(ranges.size() - 1, new PortRange(ranges.getLast().first(), last));
            } else {
                ranges.add(new PortRange(from, last));
            }
        }

        /// Returns the ports that were added, and forgets them.
        PortSet take() {
            PortSet set = new PortSet(ranges);
            ranges.clear();
            return set;
        }
    }
}
