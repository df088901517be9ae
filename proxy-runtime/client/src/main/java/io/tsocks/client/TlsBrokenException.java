package io.tsocks.client;

import io.tsocks.protocol.TlsFailure;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS with a server broke after its handshake.
final class TlsBrokenException extends SSLException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable TlsFailure failure;

    TlsBrokenException(TlsFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    TlsFailure failure() {
        return Objects.requireNonNull(failure, "it was serialized");
    }
}
