package io.tsocks.engine.analysis;

import io.tsocks.engine.NameBasis;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.NameTable;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PortMap;
import io.tsocks.net.HostName;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How much of what a policy says of names a set of names tries. What counts are the lines about
/// names that decide some name, and `remote_dns = yes` if it does. Lines that decide nothing do not
/// count, since nothing could try them.
///
/// @param live how many lines count
/// @param covered how many of them decided for one of the names
/// @param gaps for each other line a name that it decides, in the order in which the policy asks;
///     that of `remote_dns` has no owner
public record NameCoverage(int live, int covered, List<NameWitness> gaps) {

    /// Of a policy that says nothing of names.
    public static final NameCoverage NONE = new NameCoverage(0, 0, List.of());

    public NameCoverage {
        gaps = List.copyOf(gaps);
    }

    /// A name that was tried.
    ///
    /// @param port 0, which is none, to 65535
    public record Tried(HostName name, int port) {}

    /// Judges a set of names.
    public static NameCoverage of(NameChart chart, List<Tried> tried) {
        Walk walk = new Walk(chart, hit(chart, tried));
        NameDivision division = new NameDivision().with(chart.map().names());
        NameClasses.walk(division, List.of(chart.map()), walk);
        int live = walk.seen.cardinality();
        return new NameCoverage(live, live - walk.gaps.size(), List.copyOf(walk.gaps.values()));
    }

    /// The owners that decided, and [NameMap#unnamed()] for `remote_dns`.
    private static BitSet hit(NameChart chart, List<Tried> tried) {
        NameTable table = NameTable.compile(chart.map());
        BitSet hit = new BitSet();
        for (Tried one : tried) {
            if (!Policy.isLocalhost(one.name().text())) {
                int owner = table.ownerOf(one.name().text(), one.port());
                if (owner != chart.map().unnamed() || byRemoteDns(chart, one.name(), one.port())) {
                    hit.set(owner);
                }
            }
        }
        return hit;
    }

    private static boolean byRemoteDns(NameChart chart, HostName name, int port) {
        return chart.basis(name, port) == NameBasis.REMOTE_DNS;
    }

    /// Finds what decides.
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
            boolean counts = owner != chart.map().unnamed() || byRemoteDns(chart, example, port);
            if (!counts || seen.get(owner)) {
                return;
            }
            seen.set(owner);
            if (!hit.get(owner)) {
                gaps.put(owner, chart.witness(example, port, ports));
            }
        }
    }
}
