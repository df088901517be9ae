package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Protection;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;

/// Logs in to SOCKS 5 servers with GSSAPI. The module `io.tsocks.client.gssapi` has the
/// implementation for Kerberos. It provides one with the tickets of kinit as a service (see
/// [java.util.ServiceLoader]), for servers of which the policy demands GSSAPI.
public interface GssapiLogin {

    /// A new context for one connection to a server. Called for each connect.
    ///
    /// @param server with the service that the policy says it is, if it demands GSSAPI
    /// @throws io.tsocks.protocol.CredentialsException if there are no credentials
    /// @throws GssapiException if the server is at fault
    GssapiContext contextFor(ProxyServer server) throws GssapiException;

    /// The lowest protection that is accepted from a server. The policy may demand a higher one.
    default Protection protection() {
        return Protection.CONFIDENTIALITY;
    }
}
