import org.jspecify.annotations.NullMarked;

/// The language of tsocks.conf: a lossless model of a file, its parser, and the problems found.
@NullMarked
module io.tsocks.grammar {
    exports io.tsocks.grammar;

    requires io.tsocks.antlr;
    requires transitive io.tsocks.net;
    requires static transitive org.jspecify;
}
