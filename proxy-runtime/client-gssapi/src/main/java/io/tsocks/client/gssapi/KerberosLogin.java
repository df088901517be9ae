package io.tsocks.client.gssapi;

import io.tsocks.client.GssapiLogin;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Authentication.Protection;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;

/// Logs in with Kerberos 5, to the service `rcmd` of the server's host. It needs the module
/// `jdk.security.auth` for a ticket cache or a keytab.
///
/// The Java run time reads the file in the system property `java.security.krb5.conf`, else
/// /etc/krb5.conf, and ignores KRB5_CONFIG. It supports only ticket caches that are files.
///
/// @param serviceName the first part of the service's principal
/// @param protection the lowest protection that is accepted
public record KerberosLogin(Source source, String serviceName, Protection protection)
        implements GssapiLogin {

    /// The service name that SOCKS servers use by custom, after dante.
    public static final String DEFAULT_SERVICE = "rcmd";

    private static final String KERBEROS = "1.2.840.113554.1.2.2";

    /// The source of the credentials.
    public sealed interface Source {

        /// The tickets that kinit has obtained.
        ///
        /// @param file null for the file of KRB5CCNAME, or if that is not set, the system's default
        record TicketCache(@Nullable Path file) implements Source {}

        /// A file with the principal's key.
        record Keytab(Path file, String principal) implements Source {}

        /// Credentials that the program already has.
        record Given(GSSCredential credential) implements Source {}
    }

    /// A login with the tickets that kinit has obtained, with confidentiality.
    public static KerberosLogin fromTicketCache() {
        return of(new Source.TicketCache(null));
    }

    /// A login with the key of a principal, with confidentiality.
    public static KerberosLogin fromKeytab(Path keytab, String principal) {
        return of(new Source.Keytab(keytab, principal));
    }

    /// A login with the program's own credentials, with confidentiality.
    public static KerberosLogin of(GSSCredential credential) {
        return of(new Source.Given(credential));
    }

    private static KerberosLogin of(Source source) {
        return new KerberosLogin(source, DEFAULT_SERVICE, Protection.CONFIDENTIALITY);
    }

    @Override
    public GssapiContext contextFor(ProxyServer server) throws GssapiException {
        Subject subject = login();
        try {
            return Subject.callAs(subject, () -> context(server, subject));
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new GssapiException(
                    "no credentials for " + server.label() + ": " + cause.getMessage(), cause);
        }
    }

    private GssapiContext context(ProxyServer server, Subject subject) throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        GSSName name =
                manager.createName(
                        serviceName + "@" + server.label(), GSSName.NT_HOSTBASED_SERVICE);
        GSSContext context =
                manager.createContext(
                        name, new Oid(KERBEROS), credential(), GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        context.requestReplayDet(true);
        context.requestSequenceDet(true);
        context.requestConf(true);
        context.requestInteg(true);
        return new JgssContext(context, subject);
    }

    private @Nullable GSSCredential credential() {
        return source instanceof Source.Given(GSSCredential credential) ? credential : null;
    }

    private Subject login() throws GssapiException {
        return switch (source) {
            case Source.Given ignored -> new Subject();
            case Source.TicketCache(Path file) -> login(ticketCache(file));
            case Source.Keytab(Path file, String principal) ->
                    login(
                            Map.of(
                                    "useKeyTab",
                                    "true",
                                    "keyTab",
                                    file.toString(),
                                    "principal",
                                    principal,
                                    "storeKey",
                                    "true"));
        };
    }

    private static Map<String, String> ticketCache(@Nullable Path file) {
        return file == null
                ? Map.of("useTicketCache", "true")
                : Map.of("useTicketCache", "true", "ticketCache", file.toString());
    }

    private static Subject login(Map<String, String> options) throws GssapiException {
        Map<String, String> all = new TreeMap<>(options);
        all.put("doNotPrompt", "true");
        all.put("isInitiator", "true");
        all.put("refreshKrb5Config", "true");
        try {
            LoginContext login =
                    new LoginContext("tsocks", new Subject(), null, configuration(all));
            login.login();
            return login.getSubject();
        } catch (LoginException e) {
            throw new GssapiException("no Kerberos credentials: " + e.getMessage(), e);
        }
    }

    private static Configuration configuration(Map<String, String> options) {
        AppConfigurationEntry kerberos =
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        LoginModuleControlFlag.REQUIRED,
                        options);
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {kerberos};
            }
        };
    }
}
