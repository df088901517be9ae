package io.tsocks.client.gssapi;

import io.tsocks.client.GssapiLogin;
import io.tsocks.engine.GssapiSettings;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Protection;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.GssapiException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
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
/// @param serviceName the first part of the service's principal, for servers of which the policy
///     names none
/// @param protection the lowest protection that is accepted
public record KerberosLogin(Source source, String serviceName, Protection protection)
        implements GssapiLogin {

    /// The service name that SOCKS servers use by custom, after dante.
    public static final String DEFAULT_SERVICE = "rcmd";

    private static final String KERBEROS = "1.2.840.113554.1.2.2";

    /// Those of files, of which a program has few.
    private static final Map<Source, Tickets> TICKETS = new ConcurrentHashMap<>();

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
        Subject subject =
                source instanceof Source.Given
                        ? new Subject()
                        : TICKETS.computeIfAbsent(source, Tickets::new).subject();
        String service = service(server);
        try {
            return Subject.callAs(subject, () -> context(service, subject));
        } catch (CompletionException e) {
            throw KerberosFailure.of(e.getCause() == null ? e : e.getCause(), service, true);
        }
    }

    /// The service that the policy names, or else this login.
    private String service(ProxyServer server) {
        GssapiSettings demand = server.gssapi();
        return demand == null
                ? serviceName + "@" + server.label()
                : demand.service().at(server.label());
    }

    private GssapiContext context(String service, Subject subject) throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        GSSName name = manager.createName(service, GSSName.NT_HOSTBASED_SERVICE);
        GSSContext context =
                manager.createContext(
                        name, new Oid(KERBEROS), credential(), GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        context.requestReplayDet(true);
        context.requestSequenceDet(true);
        context.requestConf(true);
        context.requestInteg(true);
        return new JgssContext(context, subject, service);
    }

    private @Nullable GSSCredential credential() {
        return source instanceof Source.Given(GSSCredential credential) ? credential : null;
    }
}
