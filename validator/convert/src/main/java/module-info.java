import org.jspecify.annotations.NullMarked;

/// Policies from the configurations of other programs, and the other way round, with a report of
/// what cannot be said.
@NullMarked
module io.tsocks.convert {
    exports io.tsocks.convert;

    requires transitive io.tsocks.engine;
    requires static transitive org.jspecify;
}
