package io.tsocks.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// A private key, and the certificates that say whose it is.
///
/// @param chain its own certificate first
public record Identity(PrivateKey key, List<X509Certificate> chain) {

    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    public Identity {
        chain = List.copyOf(chain);
    }

    /// Its own certificate.
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// The certificates and the key (PKCS 8), as programs read them.
    public String pem() {
        return pem(chain) + block("PRIVATE KEY", key.getEncoded());
    }

    /// Certificates as programs read them.
    public static String pem(List<X509Certificate> certificates) {
        return certificates.stream().map(Identity::pem).collect(Collectors.joining());
    }

    private static String pem(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(label, LINES.encodeToString(content), label);
    }

    /// What a server of the JDK needs to show this identity.
    ///
    /// @param clients the authority of the clients that it lets in, if it asks them for a
    ///     certificate
    public SSLContext serverContext(Authority... clients) {
        try {
            KeyStore keys = emptyStore();
            keys.setKeyEntry("self", key, new char[0], chain.toArray(Certificate[]::new));
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trust(clients), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Trusts these authorities.
    public static TrustManager[] trust(Authority... authorities) {
        try {
            KeyStore trusted = emptyStore();
            for (Authority authority : authorities) {
                trusted.setCertificateEntry(
                        Integer.toString(trusted.size()), authority.certificate());
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(trusted);
            return authorities.length == 0 ? new TrustManager[0] : managers.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
