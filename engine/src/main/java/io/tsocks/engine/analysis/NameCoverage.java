package io.tsocks.engine.analysis;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.NameTable;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PortMap;
import io.tsocks.net.HostName;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How much of a policy's rules for names a set of names tries. It counts the lines about names
/// that decide for at least one name, and `remote_dns = yes` if it does. Lines that decide nothing
/// do not count, since no name could try them.
///
/// @param live how many lines count
/// @param covered how many of them decided for one of the names
/// @param gaps for each line that is not covered, a name that it decides, in the order in which the
///     policy asks; the name for `remote_dns` has no owner
public record NameCoverage(int live, int covered, List<NameWitness> gaps) {

    /// The coverage of a policy without rules for names.
    public static final NameCoverage NONE = new NameCoverage(0, 0, List.of());

    public NameCoverage {
        gaps = List.copyOf(gaps);
    }

    /// A name that was tried.
    ///
    /// @param port 1 to 65535, or 0 for none
    public record Tried(HostName name, int port) {}

    /// Judges a set of names.
    public static NameCoverage of(NameChart chart, List<Tried> tried) {
        Walk walk = new Walk(chart, hit(chart, tried));
        NameDivision division = new NameDivision().with(chart.map().names());
        NameClasses.walk(division, List.of(chart.map()), walk);
        int live = walk.seen.cardinality();
        return new NameCoverage(live, live - walk.gaps.size(), List.copyOf(walk.gaps.values()));
    }

    /// The owners that decided; [NameMap#unnamed()] stands for `remote_dns`.
    private static BitSet hit(NameChart chart, List<Tried> tried) {
        NameTable table = NameTable.compile(chart.map());
        BitSet hit = new BitSet();
        for (Tried one : tried) {
            if (!Policy.isLocalhost(one.name().text())) {
                int owner = table.ownerOf(one.name().text(), one.port());
                if (counts(chart, one.name(), one.port())) {
                    hit.set(owner);
                }
            }
        }
        return hit;
    }

    private static boolean counts(NameChart chart, HostName name, int port) {
        return switch (chart.basis(name, port)) {
            case LINE, REMOTE_DNS -> true;
            case LOCALHOST, EVERY_ADDRESS, ONION, ADDRESS -> false;
        };
    }

    /// Finds the owners that decide for any name.
    private static final class Walk implements NameClasses.Visitor {

        private final NameChart chart;
        private final BitSet hit;
        private final BitSet seen = new BitSet();
        private final SortedMap<Integer, NameWitness> gaps = new TreeMap<>();

        Walk(NameChart chart, BitSet hit) {
            this.chart = chart;
            this.hit = hit;
        }

        @Override
        public void visit(NameClass which, HostName example, List<PortMap> maps) {
            PortMap ports = maps.getFirst();
            chart.edges(ports).distinct().forEach(port -> take(example, port, ports));
        }

        private void take(HostName example, int port, PortMap ports) {
            int owner = ports.ownerOf(port);
            if (seen.get(owner) || !counts(chart, example, port)) {
                return;
            }
            seen.set(owner);
            if (!hit.get(owner)) {
                gaps.put(owner, chart.witness(example, port, ports));
            }
        }
    }
}
