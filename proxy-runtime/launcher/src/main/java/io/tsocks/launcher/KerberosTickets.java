package io.tsocks.launcher;

import io.tsocks.client.GssapiLogin;
import io.tsocks.client.gssapi.TicketCacheLogin;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The user's Kerberos tickets. Nothing of Kerberos is loaded before a server demands it.
///
/// @param environment of tsocks
record KerberosTickets(Map<String, String> environment) implements GssapiLogin {

    private static final String CONFIGURATION = "java.security.krb5.conf";

    @Override
    public GssapiContext contextFor(ProxyServer server) throws GssapiException {
        if (System.getProperty(CONFIGURATION) == null) {
            configuration().ifPresent(file -> System.setProperty(CONFIGURATION, file.toString()));
        }
        return Login.OF_USER.contextFor(server);
    }

    /// The first file of KRB5_CONFIG that there is. The Java run time ignores that variable, and
    /// reads one file.
    private Optional<Path> configuration() {
        return Arrays.stream(
                        environment.getOrDefault("KRB5_CONFIG", "").split(File.pathSeparator, -1))
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static final class Login {
        static final TicketCacheLogin OF_USER = new TicketCacheLogin();
    }
}
