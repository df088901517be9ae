import org.jspecify.annotations.NullMarked;

/// Logins of the client with Kerberos.
@NullMarked
module io.tsocks.client.gssapi {
    exports io.tsocks.client.gssapi;

    provides io.tsocks.client.GssapiLogin with
            io.tsocks.client.gssapi.TicketCacheLogin;

    requires transitive io.tsocks.client;
    requires transitive java.security.jgss;
    requires static transitive org.jspecify;
}
