package io.tsocks.protocol;

import java.security.cert.CertificateException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A certificate is not accepted. It carries the reason through the TLS engine.
final class RefusedCertificateException extends CertificateException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable TlsFailure failure;

    RefusedCertificateException(TlsFailure failure, @Nullable Exception cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    TlsFailure failure() {
        return Objects.requireNonNull(failure, "it was serialized");
    }
}
