import org.jspecify.annotations.NullMarked;

/// SOCKS 4, 4a and 5 as bytes and states.
@NullMarked
module io.tsocks.protocol {
    exports io.tsocks.protocol;

    requires transitive io.tsocks.net;
    requires static transitive org.jspecify;
}
