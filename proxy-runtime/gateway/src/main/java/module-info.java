import org.jspecify.annotations.NullMarked;

/// Proxies on loopback that connect as a policy says.
@NullMarked
module io.tsocks.gateway {
    exports io.tsocks.gateway;

    requires transitive io.tsocks.client;
    requires static transitive org.jspecify;
}
