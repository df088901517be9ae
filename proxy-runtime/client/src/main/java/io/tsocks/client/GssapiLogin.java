package io.tsocks.client;

import io.tsocks.engine.SocksServer;
import io.tsocks.protocol.Authentication.Protection;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;

/// Logs in to SOCKS5 servers with GSSAPI. The module
/// `io.tsocks.client.gssapi` has the one for Kerberos.
public interface GssapiLogin {

    /// A fresh context for one connection to a server, asked for at each connect.
    ///
    /// @throws GssapiException if there are no credentials
    GssapiContext contextFor(SocksServer server) throws GssapiException;

    /// The least protection that is accepted of a server.
    default Protection protection() {
        return Protection.CONFIDENTIALITY;
    }
}
