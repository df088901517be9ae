package io.tsocks.client;

import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Protection;
import io.tsocks.protocol.CredentialsException;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import java.util.ServiceLoader;

/// The login of the module that is installed for it. It is looked for when a server demands it, so
/// that a client without such servers loads nothing.
record InstalledGssapi() implements GssapiLogin {

    @Override
    public GssapiContext contextFor(ProxyServer server) throws GssapiException {
        return ServiceLoader.load(GssapiLogin.class, GssapiLogin.class.getClassLoader())
                .findFirst()
                .orElseThrow(
                        () ->
                                new CredentialsException(
                                        "the policy demands GSSAPI of the server, and there is no"
                                                + " login for it: add tsocks-client-gssapi to the"
                                                + " program, or set one with"
                                                + " TsocksBuilder.gssapi"))
                .contextFor(server);
    }

    @Override
    public Protection protection() {
        return Protection.INTEGRITY;
    }
}
