import org.jspecify.annotations.NullMarked;

/// The client that connects as a policy says.
@NullMarked
@SuppressWarnings(
        "module") // javac does not know the gateway and the launcher yet, which are built on this.
module io.tsocks.client {
    exports io.tsocks.client;
    exports io.tsocks.client.health;
    exports io.tsocks.client.tls;
    exports io.tsocks.client.time to
            io.tsocks.gateway;

    uses io.tsocks.client.GssapiLogin;

    requires transitive io.tsocks.engine;
    requires transitive io.tsocks.protocol;
    // Used where it is there, and not missed where it is not.
    requires static jdk.jfr;
    requires static transitive org.jspecify;
}
