import org.jspecify.annotations.NullMarked;

/// Proxies that connect as a policy says.
@NullMarked
module io.tsocks.gateway {
    exports io.tsocks.gateway;

    requires transitive io.tsocks.client;
    requires at.favre.lib.crypto.bcrypt;
    requires static transitive org.jspecify;
}
