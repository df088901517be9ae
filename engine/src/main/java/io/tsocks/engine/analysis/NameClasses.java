package io.tsocks.engine.analysis;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PortMap;
import io.tsocks.net.HostName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Walks over the classes of names of a division and, in step, over some maps whose names are all
/// in it. The classes come in the order of their domains, with all other names last. `localhost`
/// and the names below it are left out, because they are loopback addresses in every policy.
final class NameClasses {

    private final NameDivision division;
    private final List<NameMap> maps;

    /// For each map, its next name.
    private final int[] next;

    /// For each map, the nearest of its names at or above the walk's place; -1 if there is none.
    private final int[] above;

    private NameClasses(NameDivision division, List<NameMap> maps) {
        this.division = division;
        this.maps = maps;
        this.next = new int[maps.size()];
        this.above = new int[maps.size()];
    }

    /// Receives classes.
    interface Visitor {
        /// Receives a class.
        ///
        /// @param example a name of the class
        /// @param ports for each map, the owners of the names of the class
        void visit(NameClass which, HostName example, List<PortMap> ports);
    }

    /// Passes on all classes.
    static void walk(NameDivision division, List<NameMap> maps, Visitor to) {
        new NameClasses(division, maps).walk(to);
    }

    private void walk(Visitor to) {
        Arrays.fill(above, -1);
        for (HostName name : division.names()) {
            List<PortMap> exact = new ArrayList<>(maps.size());
            List<PortMap> below = new ArrayList<>(maps.size());
            for (int i = 0; i < maps.size(); i++) {
                step(i, name, exact, below);
            }
            if (Policy.isLocalhost(name.text())) {
                continue;
            }
            to.visit(new NameClass.Itself(name), name, exact);
            division.exampleBelow(name)
                    .ifPresent(example -> to.visit(new NameClass.Below(name), example, below));
        }
        List<PortMap> others = maps.stream().map(NameMap::others).toList();
        to.visit(new NameClass.Others(), division.exampleOfOthers(), others);
    }

    private void step(int index, HostName name, List<PortMap> exact, List<PortMap> below) {
        NameMap map = maps.get(index);
        while (above[index] >= 0 && !name.isBelow(map.names().get(above[index]))) {
            above[index] = map.parent(above[index]);
        }
        boolean own = next[index] < map.names().size() && map.names().get(next[index]).equals(name);
        if (own) {
            above[index] = next[index]++;
            exact.add(map.exact(above[index]));
        } else {
            exact.add(inherited(map, above[index]));
        }
        below.add(inherited(map, above[index]));
    }

    private static PortMap inherited(NameMap map, int above) {
        return above < 0 ? map.others() : map.below(above);
    }
}
