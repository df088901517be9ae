package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Authentication.Protection;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;

/// Logs in to SOCKS 5 servers with GSSAPI. The module
/// `io.tsocks.client.gssapi` has the implementation for Kerberos.
public interface GssapiLogin {

    /// A new context for one connection to a server. Called for each connect.
    ///
    /// @throws GssapiException if there are no credentials
    GssapiContext contextFor(ProxyServer server) throws GssapiException;

    /// The lowest protection that is accepted from a server.
    default Protection protection() {
        return Protection.CONFIDENTIALITY;
    }
}
