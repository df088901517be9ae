import org.jspecify.annotations.NullMarked;

/// SOCKS 4, 4a and 5, and the client that connects as a policy says.
@NullMarked
module io.tsocks.socks {
    exports io.tsocks.runtime;
    exports io.tsocks.socks;

    requires transitive io.tsocks.engine;
    // Each is used where the Java run time has it, and not missed where it has not.
    requires static transitive java.security.jgss;
    requires static jdk.jfr;
    requires static transitive org.jspecify;
}
