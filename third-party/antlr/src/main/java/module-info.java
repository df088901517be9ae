/// The ANTLR runtime under our own names, for our parser alone.
module io.tsocks.antlr {
    exports io.tsocks.antlr to
            io.tsocks.grammar;
    exports io.tsocks.antlr.atn to
            io.tsocks.grammar;
    exports io.tsocks.antlr.dfa to
            io.tsocks.grammar;
    exports io.tsocks.antlr.misc to
            io.tsocks.grammar;
    exports io.tsocks.antlr.tree to
            io.tsocks.grammar;
}
