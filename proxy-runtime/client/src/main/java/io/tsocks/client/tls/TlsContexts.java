package io.tsocks.client.tls;

import io.tsocks.protocol.CertificateCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// Makes contexts of TLS for clients and servers of other protocols, from the same kinds of files
/// as those of a policy's servers.
public final class TlsContexts {

    private TlsContexts() {}

    /// A context that trusts the authorities of a file.
    ///
    /// @param ca the authorities as PEM; empty for those of the system
    /// @param client a certificate with its private key as PEM, which is shown to servers that ask;
    ///     empty for none
    /// @throws IOException if a file cannot be used; the message says why
    public static SSLContext of(Optional<Path> ca, Optional<Path> client) throws IOException {
        CertificateCheck.Authorities authorities =
                ca.isPresent()
                        ? TrustedAuthorities.of(ca.get())
                        : TrustedAuthorities.ofSystem(
                                Optional.ofNullable(System.getenv("SSL_CERT_FILE"))
                                        .filter(name -> !name.isEmpty()));
        KeyManager[] own = {};
        if (client.isPresent()) {
            own = new KeyManager[] {ClientIdentity.read(client.get())};
        }
        try {
            return context(own, authorities.manager());
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /// What a server shows.
    ///
    /// @param certificate the server's own, which the context shows
    public record Served(SSLContext context, X509Certificate certificate) {}

    /// A context for a server.
    ///
    /// @param certificate the server's certificate and those between it and an authority, as PEM
    /// @param key its private key as PEM; the same file, or another
    /// @param clients the authorities that issue the certificates of clients, as PEM; empty if
    ///     clients show none
    /// @throws IOException if a file cannot be used; the message says why
    public static Served ofServer(Path certificate, Path key, Optional<Path> clients)
            throws IOException {
        List<X509Certificate> chain = PemFile.read(certificate).certificates();
        PrivateKey own = ClientIdentity.key(PemFile.read(key), chain.getFirst());
        if (Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
            throw new TlsFileException(
                    key, "every user can read the private key in it", "chmod o= the file");
        }
        TrustManager[] trusted = {};
        if (clients.isPresent()) {
            trusted = new TrustManager[] {TrustedAuthorities.of(clients.get()).manager()};
        }
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("server", own, new char[0], chain.toArray(Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, new char[0]);
            return new Served(context(managers.getKeyManagers(), trusted), chain.getFirst());
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private static SSLContext context(KeyManager[] own, TrustManager... trusted)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trusted, null);
        return context;
    }

    private static IOException unusable(GeneralSecurityException e) {
        return new IOException("TLS cannot be used: " + e.getMessage(), e);
    }
}
