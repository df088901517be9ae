import org.jspecify.annotations.NullMarked;

/// Channels of Netty that connect as a policy says.
@NullMarked
@SuppressWarnings("requires-transitive-automatic") // Netty 4.1 has no module descriptors.
module io.tsocks.client.netty {
    exports io.tsocks.client.netty;

    requires transitive io.tsocks.client;
    requires transitive io.netty.transport;
    requires io.netty.buffer;
    requires io.netty.common;
    requires static transitive org.jspecify;
}
