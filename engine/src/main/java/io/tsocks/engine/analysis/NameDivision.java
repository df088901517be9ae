package io.tsocks.engine.analysis;

import io.tsocks.net.HostName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// The names at which all names are divided into classes.
///
/// `onion` is always among them, because policies never resolve the names below it.
final class NameDivision {

    static final HostName ONION = new HostName("onion");
    private static final int LONGEST_NAME = 253;

    private final NavigableSet<HostName> names = new TreeSet<>(HostName.BY_DOMAIN);

    NameDivision() {
        names.add(ONION);
    }

    NameDivision with(Collection<HostName> more) {
        names.addAll(more);
        return this;
    }

    /// The names, in the order of their domains.
    NavigableSet<HostName> names() {
        return names;
    }

    /// The nearest of the names above a name.
    Optional<HostName> above(HostName name) {
        String text = name.text();
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            HostName above = new HostName(text.substring(dot + 1));
            if (names.contains(above)) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /// The names that are not below another one.
    List<HostName> tops() {
        return tops(names);
    }

    /// The names directly below one of them, with no other name between.
    List<HostName> nextBelow(HostName name) {
        return tops(names.tailSet(name, false), name);
    }

    private static List<HostName> tops(NavigableSet<HostName> all) {
        List<HostName> tops = new ArrayList<>();
        for (HostName name : all) {
            if (tops.isEmpty() || !name.isBelow(tops.getLast())) {
                tops.add(name);
            }
        }
        return tops;
    }

    private static List<HostName> tops(NavigableSet<HostName> behind, HostName above) {
        List<HostName> tops = new ArrayList<>();
        for (HostName name : behind) {
            if (!name.isBelow(above)) {
                break;
            }
            if (tops.isEmpty() || !name.isBelow(tops.getLast())) {
                tops.add(name);
            }
        }
        return tops;
    }

    /// An example of a name below one of them that is neither one of the others nor below one;
    /// empty if it would be too long for a name.
    Optional<HostName> exampleBelow(HostName name) {
        for (int i = 0; ; i++) {
            String text = label("host", i) + "." + name;
            if (text.length() > LONGEST_NAME) {
                return Optional.empty();
            }
            HostName example = new HostName(text);
            if (!names.contains(example)) {
                return Optional.of(example);
            }
        }
    }

    /// An example of a name that is neither one of them nor below one.
    HostName exampleOfOthers() {
        for (int i = 0; ; i++) {
            HostName domain = new HostName(label("example", i));
            HostName example = new HostName("host." + domain);
            if (!names.contains(domain) && !names.contains(example)) {
                return example;
            }
        }
    }

    private static String label(String word, int number) {
        return number == 0 ? word : word + "-" + number;
    }
}
