import org.jspecify.annotations.NullMarked;

/// SOCKS 4, 4a and 5, and the client that connects as a policy says.
@NullMarked
module io.tsocks.socks {
    exports io.tsocks.socks;

    requires transitive io.tsocks.engine;
    requires static transitive org.jspecify;
}
