package io.tsocks.engine.analysis;

import io.tsocks.net.HostName;
import io.tsocks.net.HostPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A set of names with ports.
///
/// @param parts at least one, ordered by the first class of each; no class is in two parts, and no
///     two parts have the same ports
public record NameTerritory(List<Part> parts) {

    public NameTerritory {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no parts");
        }
    }

    /// The names of a pattern, with exceptions.
    ///
    /// @param except patterns within it whose names are excepted
    public record Names(HostPattern pattern, List<HostPattern> except) {

        public Names {
            except = List.copyOf(except);
        }

        /// Whether a name is one of them.
        public boolean contain(HostName name) {
            return pattern.matches(name) && except.stream().noneMatch(one -> one.matches(name));
        }
    }

    /// Names that are in the set with the same ports.
    ///
    /// @param names in the order of their domains; no name is in two of them
    public record Part(PortSet ports, List<Names> names) {
        public Part {
            names = List.copyOf(names);
        }
    }

    /// Whether a name and port are in the set.
    public boolean contains(HostName name, int port) {
        return parts.stream()
                .anyMatch(
                        part ->
                                part.ports().contains(port)
                                        && part.names().stream().anyMatch(n -> n.contain(name)));
    }

    /// Collects classes in the order of their domains.
    static final class Builder {

        private final NameDivision division;
        private final Map<PortSet, Set<NameClass>> parts = new LinkedHashMap<>();

        /// @param division the division of the classes
        Builder(NameDivision division) {
            this.division = division;
        }

        /// Adds a class that was not added before.
        void add(NameClass which, PortSet ports) {
            parts.computeIfAbsent(ports, ignored -> new LinkedHashSet<>()).add(which);
        }

        NameTerritory build() {
            return new NameTerritory(
                    parts.entrySet().stream()
                            .map(part -> new Part(part.getKey(), names(part.getValue())))
                            .toList());
        }

        private List<Names> names(Set<NameClass> classes) {
            List<Names> names = new ArrayList<>();
            for (NameClass one : classes) {
                switch (one) {
                    case NameClass.Itself(HostName name) -> addName(name, classes, names);
                    case NameClass.Below(HostName name) -> addBelow(name, classes, names);
                    case NameClass.Others ignored ->
                            names.add(new Names(new HostPattern.Every(), exceptions(classes)));
                }
            }
            return names;
        }

        private void addName(HostName name, Set<NameClass> classes, List<Names> names) {
            if (isWithin(name, classes)) {
                return;
            }
            names.add(
                    classes.contains(new NameClass.Below(name))
                            ? new Names(new HostPattern.Tree(name), exceptions(name, classes))
                            : new Names(new HostPattern.Exact(name), List.of()));
        }

        private void addBelow(HostName name, Set<NameClass> classes, List<Names> names) {
            if (!isWithin(name, classes) && !classes.contains(new NameClass.Itself(name))) {
                names.add(new Names(new HostPattern.Below(name), exceptions(name, classes)));
            }
        }

        /// Whether the class of the names around a name is in the set, so that the name belongs to
        /// their pattern or its exceptions.
        private boolean isWithin(HostName name, Set<NameClass> classes) {
            return classes.contains(
                    division.above(name)
                            .<NameClass>map(NameClass.Below::new)
                            .orElseGet(NameClass.Others::new));
        }

        private List<HostPattern> exceptions(Set<NameClass> classes) {
            List<HostPattern> except = new ArrayList<>();
            division.tops().forEach(top -> except(top, classes, except));
            return except;
        }

        private List<HostPattern> exceptions(HostName name, Set<NameClass> classes) {
            List<HostPattern> except = new ArrayList<>();
            division.nextBelow(name).forEach(next -> except(next, classes, except));
            return except;
        }

        /// Adds those of a name and the names below it that are not in the set. Names further down
        /// that are in the set are listed on their own.
        private void except(HostName name, Set<NameClass> classes, List<HostPattern> except) {
            boolean own = classes.contains(new NameClass.Itself(name));
            boolean below = classes.contains(new NameClass.Below(name));
            if (!own) {
                except.add(below ? new HostPattern.Exact(name) : new HostPattern.Tree(name));
            } else if (!below) {
                except.add(new HostPattern.Below(name));
            }
            if (below) {
                division.nextBelow(name).forEach(next -> except(next, classes, except));
            }
        }
    }
}
