import org.jspecify.annotations.NullMarked;

/// SOCKS 4, 4a and 5, and the client that connects as a policy says.
@NullMarked
module io.tsocks.socks {
    exports io.tsocks.runtime;
    exports io.tsocks.socks;

    requires transitive io.tsocks.engine;
    // Each is used where it is there, and not missed where it is not.
    requires static io.netty.transport;
    requires static io.netty.buffer;
    requires static io.netty.common;
    requires static transitive java.security.jgss;
    requires static jdk.jfr;
    requires static transitive org.jspecify;
}
