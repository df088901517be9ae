import org.jspecify.annotations.NullMarked;

/// What a tsocks.conf means: for any destination direct, via which server, or refused, and why.
@NullMarked
module io.tsocks.engine {
    exports io.tsocks.engine;
    exports io.tsocks.engine.analysis;
    exports io.tsocks.engine.options;

    requires transitive io.tsocks.grammar;
    requires static transitive org.jspecify;
}
