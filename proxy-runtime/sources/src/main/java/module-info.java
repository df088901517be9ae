import org.jspecify.annotations.NullMarked;

/// Policies that are kept elsewhere: in etcd, or on a web server.
@NullMarked
module io.tsocks.sources {
    exports io.tsocks.sources;

    requires com.fasterxml.jackson.core;
    requires java.net.http;
    requires transitive io.tsocks.client;
    requires static transitive org.jspecify;
}
