package io.tsocks.client.gssapi;

import io.tsocks.client.GssapiLogin;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;

/// Logs in with the tickets that kinit has obtained for the user: those of the file in KRB5CCNAME,
/// or else of the system's default file. This is the login for servers of which the policy demands
/// GSSAPI, if the program sets no other.
public final class TicketCacheLogin implements GssapiLogin {

    private final KerberosLogin login = KerberosLogin.fromTicketCache();

    /// A login that has read nothing yet.
    public TicketCacheLogin() {}

    @Override
    public GssapiContext contextFor(ProxyServer server) throws GssapiException {
        return login.contextFor(server);
    }
}
