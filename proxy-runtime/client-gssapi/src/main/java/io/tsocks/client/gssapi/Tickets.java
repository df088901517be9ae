package io.tsocks.client.gssapi;

import io.tsocks.protocol.CredentialsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/// The tickets of a source. They are kept while their file is the same and they are valid, because
/// the tickets for servers are kept with them: the key distribution centre is asked once for each
/// server, not for each connection.
///
/// Thread-safe.
final class Tickets {

    private final KerberosLogin.Source source;

    /// Replaced as a whole; null before the first login.
    private volatile @Nullable Kept kept;

    /// What was read from a file.
    ///
    /// @param stamp of the file when it was read
    private record Kept(Object stamp, Subject subject) {

        boolean isCurrent(Object now) {
            return stamp.equals(now)
                    && subject.getPrivateCredentials(KerberosTicket.class).stream()
                            .filter(Tickets::isOfUser)
                            .anyMatch(KerberosTicket::isCurrent);
        }
    }

    Tickets(KerberosLogin.Source source) {
        this.source = source;
    }

    /// The user's tickets.
    ///
    /// @throws CredentialsException if there are none
    Subject subject() throws CredentialsException {
        return switch (source) {
            case KerberosLogin.Source.Given ignored ->
                    throw new IllegalStateException("the program has its own");
            case KerberosLogin.Source.TicketCache(Path file) -> ofCache(file);
            case KerberosLogin.Source.Keytab(Path file, String principal) ->
                    ofKeytab(file, principal);
        };
    }

    private Subject ofCache(@Nullable Path given) throws CredentialsException {
        Optional<Path> file =
                given == null ? TicketFile.named(System.getenv()) : Optional.of(given);
        Map<String, String> options = new TreeMap<>(Map.of("useTicketCache", "true"));
        file.ifPresent(path -> options.put("ticketCache", path.toString()));
        try {
            return current(file, options);
        } catch (LoginException e) {
            throw new CredentialsException(TicketFile.whyNoTicket(file), e);
        }
    }

    private Subject ofKeytab(Path file, String principal) throws CredentialsException {
        Map<String, String> options =
                Map.of(
                        "useKeyTab",
                        "true",
                        "keyTab",
                        file.toString(),
                        "principal",
                        principal,
                        "storeKey",
                        "true");
        try {
            return current(Optional.of(file), options);
        } catch (LoginException e) {
            throw new CredentialsException("no Kerberos credentials: " + e.getMessage(), e);
        }
    }

    /// Those that are kept, or new ones.
    private Subject current(Optional<Path> file, Map<String, String> options)
            throws LoginException {
        Optional<Object> stamp = file.flatMap(Tickets::stamp);
        Kept before = kept;
        if (before != null && stamp.isPresent() && before.isCurrent(stamp.get())) {
            return before.subject();
        }
        Subject subject = login(options);
        stamp.ifPresent(one -> kept = new Kept(one, subject));
        return subject;
    }

    private static Optional<Object> stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    List.of(file, now.lastModifiedTime(), now.size(), "" + now.fileKey()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Whether a ticket is the one with which others are asked for.
    private static boolean isOfUser(KerberosTicket ticket) {
        return !ticket.isDestroyed() && ticket.getServer().getName().startsWith("krbtgt/");
    }

    private static Subject login(Map<String, String> options) throws LoginException {
        Map<String, String> all = new TreeMap<>(options);
        all.put("doNotPrompt", "true");
        all.put("isInitiator", "true");
        all.put("refreshKrb5Config", "true");
        LoginContext login = new LoginContext("tsocks", new Subject(), null, configuration(all));
        login.login();
        return login.getSubject();
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
