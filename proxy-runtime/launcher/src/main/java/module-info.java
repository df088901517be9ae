import org.jspecify.annotations.NullMarked;

/// The commands tsocks and tsocks-inspect.
@NullMarked
module io.tsocks.launcher {
    requires info.picocli;
    requires transitive io.tsocks.client;
    requires io.tsocks.client.gssapi;
    requires io.tsocks.linux;
    requires io.tsocks.sources;
    // Reads the ticket caches of Kerberos.
    requires jdk.security.auth;
    requires jdk.unsupported;
    requires static transitive org.jspecify;
}
