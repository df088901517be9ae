package io.tsocks.client.tls;

import io.tsocks.protocol.CertificateCheck.Authorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// The certificate authorities that may vouch for a server.
final class TrustedAuthorities {

    /// Where systems keep the authorities that they trust, as one file: Debian, Fedora, openSUSE,
    /// older Red Hat, Alpine.
    private static final List<Path> BUNDLES =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
                    Path.of("/etc/ssl/ca-bundle.pem"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/cert.pem"));

    private TrustedAuthorities() {}

    /// Those of a PEM file, and no others.
    static Authorities of(Path file) throws IOException {
        KeyStore store = empty();
        try {
            for (X509Certificate certificate : PemFile.read(file).certificates()) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            return new Authorities(manager(store), file.toString());
        } catch (GeneralSecurityException e) {
            throw new TlsFileException(file, "its certificates cannot be used", "replace the file");
        }
    }

    /// Those of the system: of the file in SSL_CERT_FILE, as OpenSSL has it, else of the first
    /// bundle that exists, else of the Java run time.
    ///
    /// @param certFile the variable; empty if it is not set
    static Authorities ofSystem(Optional<String> certFile) throws IOException {
        Optional<Path> bundle =
                certFile.map(Path::of).or(() -> BUNDLES.stream().filter(Files::exists).findFirst());
        if (bundle.isPresent()) {
            return of(bundle.get());
        }
        try {
            return new Authorities(manager(null), "the Java run time");
        } catch (GeneralSecurityException e) {
            throw new IOException("the Java run time has no trusted authorities; set tls_ca", e);
        }
    }

    /// @param store null for the authorities of the Java run time
    private static X509ExtendedTrustManager manager(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no trust manager for certificates");
    }

    private static KeyStore empty() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
