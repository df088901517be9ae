package io.tsocks.client.tls;

import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.TlsSettings;
import io.tsocks.net.Address;
import io.tsocks.net.ServerAddress;
import io.tsocks.protocol.CertificateCheck;
import io.tsocks.protocol.CertificateCheck.Authorities;
import io.tsocks.protocol.DeferredTls;
import io.tsocks.protocol.FailedTls;
import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsSession;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/// Makes the TLS sessions with the servers of one policy. The files that the policy names are read
/// when a server needs them first, and then kept: a new policy has a new instance.
///
/// Thread-safe.
public final class ServerTls {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final Optional<String> certFile;
    private final ConcurrentMap<Key, SSLContext> contexts = new ConcurrentHashMap<>();
    private final ConcurrentMap<Optional<String>, Authorities> authorities =
            new ConcurrentHashMap<>();

    /// Servers with the same key have the same rules, and may resume each other's sessions.
    private record Key(ServerAddress address, TlsSettings settings) {}

    /// @param certFile the variable SSL_CERT_FILE, which replaces the system's authorities; empty
    ///     if it is not set
    public ServerTls(Optional<String> certFile) {
        this.certFile = certFile;
    }

    /// With the environment of this process.
    public static ServerTls ofThisProcess() {
        return new ServerTls(
                Optional.ofNullable(System.getenv("SSL_CERT_FILE"))
                        .filter(name -> !name.isEmpty()));
    }

    /// A session with a server, not begun. If what the policy says of TLS cannot be used, it has
    /// failed already.
    ///
    /// @param server one that uses TLS
    /// @throws IllegalArgumentException if the server uses none
    public Tls begin(ProxyServer server) {
        Key key = key(server);
        return begin(key, () -> cached(key));
    }

    /// The same, made by its first task: the files of the policy are read where that is run.
    public Tls later(ProxyServer server) {
        Key key = key(server);
        return new DeferredTls(() -> begin(key, () -> cached(key)));
    }

    /// The same as [#begin(ProxyServer)], but it never resumes an earlier session.
    ///
    /// @param seen is told the certificates that the server shows, its own first, before they are
    ///     checked
    public Tls begin(ProxyServer server, Consumer<? super List<X509Certificate>> seen) {
        Key key = key(server);
        return begin(key, () -> context(key, seen));
    }

    /// Where the authorities come from that may vouch for a server: a file, or the Java run time;
    /// in words for a person.
    public String authorities(ProxyServer server) {
        try {
            return authorities(server.tls().ca()).name();
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
    }

    private static Key key(ProxyServer server) {
        if (!server.kind().usesTls()) {
            throw new IllegalArgumentException(server.uri() + " uses no TLS");
        }
        return new Key(server.address(), server.tls());
    }

    /// Makes a context, which may read files.
    @FunctionalInterface
    private interface Making {
        SSLContext make() throws IOException, GeneralSecurityException;
    }

    private static Tls begin(Key key, Making making) {
        try {
            return new TlsSession(engine(key, making.make()));
        } catch (IOException e) {
            return new FailedTls(new TlsFailure.Settings(String.valueOf(e.getMessage())));
        } catch (GeneralSecurityException e) {
            return new FailedTls(new TlsFailure.Settings("the Java run time: " + e.getMessage()));
        }
    }

    private static SSLEngine engine(Key key, SSLContext context) {
        SSLEngine engine = context.createSSLEngine(host(key), port(key));
        engine.setUseClientMode(true);
        engine.setSSLParameters(parameters(engine, host(key)));
        return engine;
    }

    private SSLContext cached(Key key) throws IOException, GeneralSecurityException {
        SSLContext context = contexts.get(key);
        if (context == null) {
            context = context(key, chain -> {});
            contexts.putIfAbsent(key, context);
        }
        return context;
    }

    private SSLContext context(Key key, Consumer<? super List<X509Certificate>> seen)
            throws IOException, GeneralSecurityException {
        TlsSettings settings = key.settings();
        Optional<Authorities> trusted =
                settings.checksCertificate()
                        ? Optional.of(authorities(settings.ca()))
                        : Optional.empty();
        CertificateCheck check =
                new CertificateCheck(
                        host(key),
                        trusted,
                        settings.pins().stream()
                                .map(Object::toString)
                                .collect(Collectors.toUnmodifiableSet()),
                        seen);
        KeyManager[] own = {};
        if (settings.client().isPresent()) {
            own = new KeyManager[] {ClientIdentity.read(Path.of(settings.client().get()))};
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, new TrustManager[] {check}, null);
        return context;
    }

    private Authorities authorities(Optional<String> ca) throws IOException {
        Authorities known = authorities.get(ca);
        if (known == null) {
            known =
                    ca.isPresent()
                            ? TrustedAuthorities.of(Path.of(ca.get()))
                            : TrustedAuthorities.ofSystem(certFile);
            authorities.putIfAbsent(ca, known);
        }
        return known;
    }

    /// Names are sent in clear (SNI), addresses are not (RFC 6066, section 3).
    private static SSLParameters parameters(SSLEngine engine, String host) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setServerNames(
                Address.parse(host).isPresent() ? List.of() : serverName(withoutDot(host)));
        return parameters;
    }

    private static List<SNIServerName> serverName(String host) {
        try {
            return List.of(new SNIHostName(host));
        } catch (IllegalArgumentException e) {
            // Not a name of the DNS, such as one with an underscore: the certificate tells.
            return List.of();
        }
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String host(Key key) {
        return switch (key.address()) {
            case ServerAddress.Inet(String host, int ignored) -> host;
            case ServerAddress.Unix ignored -> "localhost";
        };
    }

    private static int port(Key key) {
        return switch (key.address()) {
            case ServerAddress.Inet(var ignored, int port) -> port;
            case ServerAddress.Unix ignored -> 0;
        };
    }
}
