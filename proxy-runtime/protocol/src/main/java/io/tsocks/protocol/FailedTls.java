package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/// TLS that cannot begin: nothing is sent.
///
/// @param failure why
public record FailedTls(TlsFailure failure) implements Tls {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @Override
    public TlsState state() {
        return new TlsState.Failed(failure);
    }

    @Override
    public ByteBuffer output() {
        return NOTHING;
    }

    @Override
    public ByteBuffer plaintext() {
        return NOTHING;
    }

    @Override
    public int needed() {
        return 0;
    }

    @Override
    public void receive(ByteBuffer in) {}

    @Override
    public void endOfInput() {}

    @Override
    public void send(ByteBuffer data) {}

    @Override
    public void closeOutput() {}

    @Override
    public Optional<Runnable> task() {
        return Optional.empty();
    }
}
