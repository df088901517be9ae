package io.tsocks.net;

/// A set of host names, as a policy writes it.
///
/// ```
/// example.com     that name
/// .example.com    that name and all below it
/// *.example.com   all below it, at any depth, but not itself
/// *               every name
/// ```
///
/// `toString` gives the pattern as written, with the name in the spelling of [HostName].
public sealed interface HostPattern {

    /// Whether a name is in the set.
    boolean matches(HostName name);

    /// One name.
    record Exact(HostName name) implements HostPattern {
        @Override
        public boolean matches(HostName other) {
            return name.equals(other);
        }

        @Override
        public String toString() {
            return name.text();
        }
    }

    /// A name and all below it.
    record Tree(HostName name) implements HostPattern {
        @Override
        public boolean matches(HostName other) {
            return name.equals(other) || other.isBelow(name);
        }

        @Override
        public String toString() {
            return "." + name;
        }
    }

    /// All names below one.
    record Below(HostName name) implements HostPattern {
        @Override
        public boolean matches(HostName other) {
            return other.isBelow(name);
        }

        @Override
        public String toString() {
            return "*." + name;
        }
    }

    /// Every name.
    record Every() implements HostPattern {
        @Override
        public boolean matches(HostName other) {
            return true;
        }

        @Override
        public String toString() {
            return "*";
        }
    }

    /// Reads a pattern.
    ///
    /// @throws HostName.MalformedException if the text is not one
    static HostPattern parse(String text) throws HostName.MalformedException {
        if (text.equals("*")) {
            return new Every();
        }
        if (text.startsWith("*.")) {
            return new Below(HostName.parse(text.substring(2)));
        }
        if (text.startsWith(".")) {
            return new Tree(HostName.parse(text.substring(1)));
        }
        if (text.indexOf('*') >= 0) {
            throw new HostName.MalformedException("a star stands alone, or before the first dot");
        }
        return new Exact(HostName.parse(text));
    }

    /// Whether every name of another set is in this one.
    default boolean contains(HostPattern other) {
        return switch (this) {
            case Every ignored -> true;
            case Exact exact -> other.equals(exact);
            case Tree tree ->
                    switch (other) {
                        case Exact(HostName name) -> matches(name);
                        case Tree(HostName name) -> matches(name);
                        case Below(HostName name) -> matches(name);
                        case Every ignored -> false;
                    };
            case Below below ->
                    switch (other) {
                        case Exact(HostName name) -> matches(name);
                        case Tree(HostName name) -> matches(name);
                        case Below(HostName name) ->
                                name.equals(below.name()) || name.isBelow(below.name());
                        case Every ignored -> false;
                    };
        };
    }
}
