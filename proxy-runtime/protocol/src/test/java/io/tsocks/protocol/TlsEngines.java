package io.tsocks.protocol;

import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Engines of both sides for tests.
final class TlsEngines {

    static final String HOST = "proxy.test";

    private TlsEngines() {}

    static CertificateCheck.Authorities trust(Authority authority) {
        TrustManager manager = Identity.trust(authority)[0];
        return new CertificateCheck.Authorities((X509ExtendedTrustManager) manager, "ca.pem");
    }

    /// A client that trusts an authority.
    static SSLEngine client(Authority authority) {
        return client(new CertificateCheck(HOST, Optional.of(trust(authority)), Set.of()));
    }

    static SSLEngine client(CertificateCheck check) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {check}, null);
            SSLEngine engine = context.createSSLEngine(HOST, 1080);
            engine.setUseClientMode(true);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLEngine server(Identity identity) {
        SSLEngine engine = identity.serverContext().createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    /// A server that wants a certificate of this authority from its client.
    static SSLEngine demandingServer(Identity identity, Authority authority) {
        SSLEngine engine = identity.serverContext(authority).createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }
}
