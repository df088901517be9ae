package io.tsocks.engine.analysis;

import io.tsocks.engine.Action;
import io.tsocks.engine.NameBasis;
import io.tsocks.engine.NameMap;
import io.tsocks.engine.Policy;
import io.tsocks.engine.PortMap;
import io.tsocks.engine.Rule;
import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import io.tsocks.net.PortRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Finds the names that lines decide for.
final class NameShares {

    private static final int LONGEST_ABOVE = 251;

    private final NameMap map;

    /// The owners that decide for some name.
    private final BitSet deciding = new BitSet();

    NameShares(NameMap map) {
        this.map = map;
        for (int i = 0; i < map.names().size(); i++) {
            HostName name = map.names().get(i);
            markDeciding(new NameClass.Itself(name), map.exact(i));
            markDeciding(new NameClass.Below(name), map.below(i));
        }
        markDeciding(new NameClass.Others(), map.others());
    }

    private void markDeciding(NameClass which, PortMap ports) {
        for (int piece = 0; piece < ports.size(); piece++) {
            int owner = ports.owner(piece);
            boolean isLine =
                    owner != map.unnamed()
                            && ports.last(piece) > 0
                            && !isEmpty(which)
                            && basis(which, map.owners().get(owner)) == NameBasis.LINE;
            deciding.set(owner, isLine || deciding.get(owner));
        }
    }

    /// The owners of the names, in the order in which the policy asks.
    List<NameMap.Owner> owners() {
        return map.owners();
    }

    /// Whether a line decides for any name.
    boolean decides(int owner) {
        return deciding.get(owner);
    }

    /// Whether no name is long enough to be in a class.
    private static boolean isEmpty(NameClass which) {
        return which instanceof NameClass.Below(HostName name)
                && name.text().length() > LONGEST_ABOVE;
    }

    /// What decides for the names of a class, if a line lists them.
    private static NameBasis basis(NameClass which, NameMap.Owner owner) {
        String example =
                switch (which) {
                    case NameClass.Itself(HostName name) -> name.text();
                    case NameClass.Below(HostName name) -> "x." + name;
                    case NameClass.Others ignored -> "x";
                };
        if (Policy.isLocalhost(example)) {
            return NameBasis.LOCALHOST;
        }
        return Policy.isOnion(example) && owner.rule() instanceof Rule.LocalHosts
                ? NameBasis.ONION
                : NameBasis.LINE;
    }

    /// The meaning of a line.
    ///
    /// @param owner its number
    LineMeaning meaning(Policy policy, int owner) {
        NameMap.Owner line = map.owners().get(owner);
        return new Share(owner).meaning(policy.decideName(line.rule()).action());
    }

    /// Collects what is in the pattern of one line.
    private final class Share {

        private final int owner;
        private final NameMap.Owner line;
        private final PortRange claimed;
        private final HostPattern pattern;
        private final NameDivision division = new NameDivision();
        private final NameTerritory.Builder decided = new NameTerritory.Builder(division);
        private final BitSet takers = new BitSet();
        private boolean any;
        private boolean hasLocalhost;
        private boolean hasOnion;

        Share(int owner) {
            this.owner = owner;
            this.line = map.owners().get(owner);
            this.claimed = line.ports();
            this.pattern = line.hosts().orElseThrow();
        }

        LineMeaning meaning(Action action) {
            switch (pattern) {
                case HostPattern.Exact(HostName name) -> {
                    division.with(List.of(name));
                    take(new NameClass.Itself(name), exact(name));
                }
                case HostPattern.Tree(HostName name) -> {
                    addNames(name);
                    take(new NameClass.Itself(name), exact(name));
                    takeBelow(name);
                }
                case HostPattern.Below(HostName name) -> {
                    addNames(name);
                    takeBelow(name);
                }
                case HostPattern.Every ignored -> takeEvery();
            }
            return new LineMeaning.OfNames(
                    line,
                    action,
                    any ? Optional.of(decided.build()) : Optional.empty(),
                    allTakers());
        }

        private void addNames(HostName name) {
            division.with(List.of(name));
            division.with(map.names().subList(firstBelow(name), endBelow(name)));
        }

        private void takeBelow(HostName name) {
            take(new NameClass.Below(name), below(name));
            takeNames(firstBelow(name), endBelow(name));
        }

        private void takeEvery() {
            hasLocalhost = true;
            division.with(map.names());
            takeNames(0, map.names().size());
            if (index(NameDivision.ONION) < 0) {
                take(new NameClass.Itself(NameDivision.ONION), map.others());
                take(new NameClass.Below(NameDivision.ONION), map.others());
            }
            take(new NameClass.Others(), map.others());
        }

        private void takeNames(int from, int to) {
            for (int i = from; i < to; i++) {
                HostName name = map.names().get(i);
                take(new NameClass.Itself(name), map.exact(i));
                take(new NameClass.Below(name), map.below(i));
            }
        }

        private void take(NameClass which, PortMap ports) {
            if (isEmpty(which)) {
                return;
            }
            var own = new PortSet.Builder();
            boolean decides = false;
            for (int piece = 0; piece < ports.size(); piece++) {
                int first = Math.max(Math.max(1, claimed.first()), ports.first(piece));
                int last = Math.min(claimed.last(), ports.last(piece));
                if (first <= last && isOwn(which, ports.owner(piece))) {
                    own.add(first, last);
                    decides = true;
                }
            }
            if (decides) {
                decided.add(which, own.take());
                any = true;
            }
        }

        /// Whether the line decides for ports of a class; otherwise remembers what does.
        private boolean isOwn(NameClass which, int by) {
            return switch (basis(which, map.owners().get(by))) {
                case LOCALHOST -> {
                    hasLocalhost = true;
                    yield false;
                }
                case ONION -> {
                    hasOnion = true;
                    yield false;
                }
                case LINE, EVERY_ADDRESS, REMOTE_DNS, ADDRESS -> {
                    if (by != owner) {
                        takers.set(by);
                    }
                    yield by == owner;
                }
            };
        }

        private List<LineMeaning.NameTaker> allTakers() {
            List<LineMeaning.NameTaker> all = new ArrayList<>();
            if (hasLocalhost) {
                all.add(new LineMeaning.NameTaker(NameBasis.LOCALHOST, Optional.empty()));
            }
            if (hasOnion) {
                all.add(new LineMeaning.NameTaker(NameBasis.ONION, Optional.empty()));
            }
            takers.stream()
                    .mapToObj(map.owners()::get)
                    .map(by -> new LineMeaning.NameTaker(NameBasis.LINE, Optional.of(by)))
                    .forEach(all::add);
            return all;
        }
    }

    /// The index of a name of the map; the complement of its place if it is none.
    private int index(HostName name) {
        return Collections.binarySearch(map.names(), name, HostName.BY_DOMAIN);
    }

    private int firstBelow(HostName name) {
        int index = index(name);
        return index < 0 ? -index - 1 : index + 1;
    }

    /// The index after the last name below a name: these stand together.
    private int endBelow(HostName name) {
        int low = firstBelow(name);
        int high = map.names().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (map.names().get(middle).isBelow(name)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private PortMap exact(HostName name) {
        int index = index(name);
        return index < 0 ? inherited(name) : map.exact(index);
    }

    private PortMap below(HostName name) {
        int index = index(name);
        return index < 0 ? inherited(name) : map.below(index);
    }

    /// The owners of the names below the nearest name above one.
    private PortMap inherited(HostName name) {
        String text = name.text();
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            int above = index(new HostName(text.substring(dot + 1)));
            if (above >= 0) {
                return map.below(above);
            }
        }
        return map.others();
    }
}
