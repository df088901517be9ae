package io.tsocks.testing;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;

/// A certificate authority for tests, which issues certificates to servers and clients. It needs no
/// program, and exists as long as the test.
public final class Authority {

    private static final AtomicLong SERIALS = new AtomicLong(1);
    private static final byte[] ECDSA_WITH_SHA256 =
            Der.sequence(Der.identifier(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2));

    private final Identity self;

    private Authority(Identity self) {
        this.self = self;
    }

    /// When a certificate is valid.
    public record Validity(Instant from, Instant until) {

        /// From yesterday to tomorrow.
        public static Validity now() {
            return around(Instant.now());
        }

        /// Until an hour ago.
        public static Validity past() {
            return around(Instant.now().minus(Duration.ofHours(25)));
        }

        private static Validity around(Instant time) {
            return new Validity(time.minus(Duration.ofDays(1)), time.plus(Duration.ofDays(1)));
        }
    }

    /// An authority that has signed its own certificate.
    public static Authority create(String name) {
        KeyPair pair = keys("EC");
        byte[] extensions = Der.sequence(extension(0x13, Der.sequence(Der.yes()), Der.yes()));
        X509Certificate certificate =
                signed(pair, "CN=" + name, pair, "CN=" + name, Validity.now(), extensions);
        return new Authority(new Identity(pair.getPrivate(), List.of(certificate)));
    }

    /// Its own certificate.
    public X509Certificate certificate() {
        return self.chain().getFirst();
    }

    /// Issues a certificate with a key of EC.
    ///
    /// @param hosts the DNS names and addresses that it is for
    public Identity issue(String... hosts) {
        return issue("EC", Validity.now(), hosts);
    }

    /// Issues a certificate.
    ///
    /// @param algorithm of its key: `EC`, `RSA` or `Ed25519`
    public Identity issue(String algorithm, Validity validity, String... hosts) {
        KeyPair pair = keys(algorithm);
        KeyPair issuer = new KeyPair(certificate().getPublicKey(), self.key());
        String issuerName = certificate().getSubjectX500Principal().getName();
        String subject = "CN=" + (hosts.length == 0 ? "nobody" : hosts[0]);
        byte[] extensions = Der.sequence(extension(0x11, alternativeNames(hosts)));
        X509Certificate certificate =
                signed(pair, subject, issuer, issuerName, validity, extensions);
        return new Identity(pair.getPrivate(), List.of(certificate));
    }

    /// A certificate that no authority has issued.
    public static Identity selfSigned(String... hosts) {
        KeyPair pair = keys("EC");
        byte[] extensions = Der.sequence(extension(0x11, alternativeNames(hosts)));
        X509Certificate certificate =
                signed(pair, "CN=self", pair, "CN=self", Validity.now(), extensions);
        return new Identity(pair.getPrivate(), List.of(certificate));
    }

    private static KeyPair keys(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] alternativeNames(String... hosts) {
        byte[][] names = new byte[hosts.length][];
        for (int i = 0; i < hosts.length; i++) {
            boolean isAddress = hosts[i].contains(":") || hosts[i].matches("[0-9.]+");
            names[i] =
                    isAddress
                            ? Der.tagged(0x87, address(hosts[i]))
                            : Der.tagged(0x82, Der.ascii(hosts[i]));
        }
        return Der.sequence(names);
    }

    private static byte[] address(String literal) {
        return InetAddress.ofLiteral(literal).getAddress();
    }

    /// @param arc the last one of an identifier in id-ce (2.5.29)
    /// @param critical nothing, or DER's true
    private static byte[] extension(int arc, byte[] value, byte[]... critical) {
        return Der.sequence(Der.identifier(0x55, 0x1d, arc), Der.join(critical), Der.octets(value));
    }

    private static X509Certificate signed(
            KeyPair subject,
            String subjectName,
            KeyPair issuer,
            String issuerName,
            Validity validity,
            byte[] extensions) {
        byte[] body =
                Der.sequence(
                        Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
                        Der.integer(BigInteger.valueOf(SERIALS.getAndIncrement())),
                        ECDSA_WITH_SHA256,
                        new X500Principal(issuerName).getEncoded(),
                        Der.sequence(Der.time(validity.from()), Der.time(validity.until())),
                        new X500Principal(subjectName).getEncoded(),
                        subject.getPublic().getEncoded(),
                        Der.tagged(0xa3, extensions));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(issuer.getPrivate());
            signature.update(body);
            byte[] whole = Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
