package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// TLS that does not exist before its first [#task] has made it. To make it may read files and load
/// much code, so the driver chooses the thread.
public final class DeferredTls implements Tls {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Supplier<? extends Tls> maker;
    private final Runnable making = this::make;

    /// Written by the thread that runs the task; null until then.
    private volatile @Nullable Tls made;

    /// @param maker makes it, and is called once
    public DeferredTls(Supplier<? extends Tls> maker) {
        this.maker = maker;
    }

    private void make() {
        made = maker.get();
    }

    @Override
    public TlsState state() {
        Tls tls = made;
        return tls == null ? new TlsState.Handshaking() : tls.state();
    }

    @Override
    public ByteBuffer output() {
        Tls tls = made;
        return tls == null ? NOTHING : tls.output();
    }

    @Override
    public ByteBuffer plaintext() {
        Tls tls = made;
        return tls == null ? NOTHING : tls.plaintext();
    }

    @Override
    public int needed() {
        Tls tls = made;
        return tls == null ? 0 : tls.needed();
    }

    @Override
    public void receive(ByteBuffer in) {
        Tls tls = made;
        if (tls != null) {
            tls.receive(in);
        }
    }

    /// Before it is made, nothing was sent or needed, so nobody reads.
    @Override
    public void endOfInput() {
        Tls tls = made;
        if (tls != null) {
            tls.endOfInput();
        }
    }

    @Override
    public void send(ByteBuffer data) {
        Tls tls = made;
        if (tls != null) {
            tls.send(data);
        }
    }

    @Override
    public void closeOutput() {
        Tls tls = made;
        if (tls != null) {
            tls.closeOutput();
        }
    }

    @Override
    public Optional<Runnable> task() {
        Tls tls = made;
        return tls == null ? Optional.of(making) : tls.task();
    }
}
