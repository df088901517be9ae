package io.tsocks.launcher.inspect;

import io.tsocks.protocol.CertificateCheck;
import io.tsocks.protocol.TlsFailure;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// What is known of a server's TLS.
///
/// @param agreed version and cipher; empty if the handshake failed
/// @param chain the server's certificates, its own first; empty if it showed none
/// @param trustedBy where the trusted authorities come from
/// @param failure why the server is not trusted, or TLS failed; empty if all is well
record TlsFindings(
        Optional<Agreed> agreed,
        List<X509Certificate> chain,
        String trustedBy,
        Optional<TlsFailure> failure) {

    /// What both sides agreed on, in the words of TLS: `TLSv1.3`, `TLS_AES_256_GCM_SHA384`.
    record Agreed(String version, String cipher) {}

    TlsFindings {
        chain = List.copyOf(chain);
    }

    /// The pin of the server's key; empty if it showed no certificate.
    Optional<String> pin() {
        return chain.stream().findFirst().map(CertificateCheck::pin);
    }
}
