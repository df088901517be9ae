import org.jspecify.annotations.NullMarked;

/// The vocabulary: addresses, networks, ports, endpoints, secrets, places in a text.
@NullMarked
module io.tsocks.net {
    exports io.tsocks.net;

    requires static transitive org.jspecify;
}
