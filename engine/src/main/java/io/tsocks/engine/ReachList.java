package io.tsocks.engine;

import io.tsocks.net.Network;
import io.tsocks.net.PortRange;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// The networks that a path reaches, in columns, because a path may have a million. A [Reach]
/// object is made only when it is asked for. Unmodifiable.
final class ReachList extends AbstractList<Reach> implements RandomAccess {

    private final String file;
    private final Network[] networks;

    /// Null if every network has all ports, as in most lists.
    private final PortRange @Nullable [] ports;

    private final int[] lines;
    private final int[] starts;
    private final int[] ends;

    private ReachList(Builder builder) {
        this.file = builder.file;
        this.networks = builder.networks;
        this.ports = builder.ports;
        this.lines = builder.lines;
        this.starts = builder.starts;
        this.ends = builder.ends;
    }

    /// An unmodifiable copy; in columns if all networks stand in one file.
    static List<Reach> copyOf(List<Reach> reaches) {
        if (reaches instanceof ReachList || reaches.isEmpty()) {
            return reaches.isEmpty() ? List.of() : reaches;
        }
        String file = reaches.getFirst().origin().file();
        if (!reaches.stream().allMatch(reach -> reach.origin().file().equals(file))) {
            return List.copyOf(reaches);
        }
        return packed(file, reaches);
    }

    private static List<Reach> packed(String file, List<Reach> reaches) {
        Builder builder = new Builder(file, reaches.size());
        for (Reach reach : reaches) {
            Origin origin = reach.origin();
            builder.add(
                    reach.network(), reach.ports(), origin.line(), origin.start(), origin.end());
        }
        return builder.build();
    }

    /// Builds a list.
    static final class Builder {

        private final String file;
        private final Network[] networks;
        private PortRange @Nullable [] ports;
        private final int[] lines;
        private final int[] starts;
        private final int[] ends;
        private int size;

        /// @param capacity how many networks will be added
        Builder(String file, int capacity) {
            this.file = file;
            this.networks = new Network[capacity];
            this.lines = new int[capacity];
            this.starts = new int[capacity];
            this.ends = new int[capacity];
        }

        void add(Network network, PortRange some, int line, int start, int end) {
            networks[size] = network;
            if (!some.equals(PortRange.ANY)) {
                setPorts(some);
            }
            lines[size] = line;
            starts[size] = start;
            ends[size++] = end;
        }

        private void setPorts(PortRange some) {
            PortRange[] known = ports;
            if (known == null) {
                known = new PortRange[networks.length];
                Arrays.fill(known, PortRange.ANY);
                ports = known;
            }
            known[size] = some;
        }

        List<Reach> build() {
            if (size != networks.length) {
                throw new IllegalStateException(size + " networks of " + networks.length);
            }
            return new ReachList(this);
        }
    }

    @Override
    public int size() {
        return networks.length;
    }

    @Override
    public Reach get(int index) {
        return new Reach(
                networks[index],
                ports == null ? PortRange.ANY : ports[index],
                new Origin(file, lines[index], starts[index], ends[index]));
    }
}
