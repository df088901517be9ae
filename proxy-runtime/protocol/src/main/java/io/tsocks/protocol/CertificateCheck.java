package io.tsocks.protocol;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Checks a server's certificate: its key against pins, its chain against authorities, its names
/// against the host. There is no check that accepts everything: it needs authorities or pins.
public final class CertificateCheck extends X509ExtendedTrustManager {

    private final String host;
    private final Optional<Authorities> authorities;
    private final Set<String> pins;
    private final Consumer<? super List<X509Certificate>> seen;

    /// Certificates of authorities, one of which must vouch for a server.
    ///
    /// @param manager checks a chain against them, but no host name
    /// @param name where they come from, for messages: a file, or the system
    public record Authorities(X509ExtendedTrustManager manager, String name) {}

    /// @param host the name or address that the certificate must be for
    /// @param authorities empty if only the pins count; then neither the chain nor the names nor
    ///     the dates are looked at
    /// @param pins as [#pin] gives them; if there are any, the server's key must have one of them
    /// @throws IllegalArgumentException if there are neither authorities nor pins
    public CertificateCheck(String host, Optional<Authorities> authorities, Set<String> pins) {
        this(host, authorities, pins, chain -> {});
    }

    /// The same, with a listener.
    ///
    /// @param seen is told the certificates that a server shows, its own first, before they are
    ///     checked
    public CertificateCheck(
            String host,
            Optional<Authorities> authorities,
            Set<String> pins,
            Consumer<? super List<X509Certificate>> seen) {
        if (authorities.isEmpty() && pins.isEmpty()) {
            throw new IllegalArgumentException("nothing to check the certificate of " + host);
        }
        this.host = host;
        this.authorities = authorities;
        this.pins = Set.copyOf(pins);
        this.seen = seen;
    }

    /// The pin of a certificate's key, as a tsocks.conf has it: `sha256/` and the SHA-256 of its
    /// SubjectPublicKeyInfo in Base64.
    public static String pin(X509Certificate certificate) {
        try {
            byte[] key = certificate.getPublicKey().getEncoded();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return "sha256/" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        seen.accept(List.of(chain));
        String pin = pin(chain[0]);
        if (!pins.isEmpty() && !pins.contains(pin)) {
            throw new RefusedCertificateException(new TlsFailure.WrongPin(pin), null);
        }
        if (authorities.isPresent()) {
            checkChain(authorities.get(), chain, type, engine);
            checkNames(chain[0]);
        }
    }

    private static void checkChain(
            Authorities trusted, X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        try {
            if (engine == null) {
                trusted.manager().checkServerTrusted(chain, type);
            } else {
                trusted.manager().checkServerTrusted(chain, type, engine);
            }
        } catch (CertificateException e) {
            throw new RefusedCertificateException(failure(trusted, chain, e), e);
        }
    }

    private void checkNames(X509Certificate certificate) throws CertificateException {
        CertificateNames names = CertificateNames.of(certificate);
        if (!names.cover(host)) {
            throw new RefusedCertificateException(
                    new TlsFailure.WrongName(host, names.all()), null);
        }
    }

    private static TlsFailure failure(
            Authorities trusted, X509Certificate[] chain, CertificateException e) {
        String pin = pin(chain[0]);
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException ignored -> {
                    return new TlsFailure.Expired(
                            "or one above it has expired: valid until " + until(chain), pin);
                }
                case CertificateNotYetValidException ignored -> {
                    return new TlsFailure.Expired(
                            "or one above it is not valid before "
                                    + chain[0].getNotBefore().toInstant(),
                            pin);
                }
                default -> {}
            }
        }
        return new TlsFailure.Untrusted(why(trusted, chain, e), pin);
    }

    private static Instant until(X509Certificate[] chain) {
        Instant earliest = chain[0].getNotAfter().toInstant();
        for (X509Certificate each : chain) {
            Instant end = each.getNotAfter().toInstant();
            earliest = end.isBefore(earliest) ? end : earliest;
        }
        return earliest;
    }

    private static String why(
            Authorities trusted, X509Certificate[] chain, CertificateException e) {
        X509Certificate last = chain[chain.length - 1];
        if (chain.length == 1
                && last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
            return "it is self-signed and not in " + trusted.name();
        }
        String reason = root(e);
        return reason.contains("unable to find valid certification path")
                ? "no authority in "
                        + trusted.name()
                        + " vouches for its issuer "
                        + last.getIssuerX500Principal().getName()
                : reason;
    }

    private static String root(Throwable e) {
        Throwable root = e;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        checkServerTrusted(chain, type, (SSLEngine) null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, type, (SSLEngine) null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("this side is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
