import org.jspecify.annotations.NullMarked;

/// The meaning of a tsocks.conf: whether a destination is reached directly, through which server,
/// or not at all, and why.
@NullMarked
module io.tsocks.engine {
    exports io.tsocks.engine;
    exports io.tsocks.engine.analysis;
    exports io.tsocks.engine.options;

    requires transitive io.tsocks.grammar;
    requires static transitive org.jspecify;
}
