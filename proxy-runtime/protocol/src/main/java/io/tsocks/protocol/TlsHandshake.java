package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// TLS with a proxy, and then a handshake with it inside TLS. Nothing of that handshake exists
/// before the proxy has proved who it is.
public final class TlsHandshake extends Handshake {

    private final Tls tls;
    private final Supplier<? extends Handshake> following;
    private @Nullable Handshake inside;

    /// @param tls not begun
    /// @param inside makes the handshake with the proxy, once TLS is open
    public TlsHandshake(Tls tls, Supplier<? extends Handshake> inside) {
        this.tls = tls;
        this.following = inside;
        negotiating(Phase.TLS);
        goOn();
    }

    /// The handshake inside TLS; null until TLS is open.
    public @Nullable Handshake inside() {
        return inside;
    }

    @Override
    public Tls tls() {
        return tls;
    }

    @Override
    public @Nullable Encapsulation encapsulation() {
        return inside == null ? null : inside.encapsulation();
    }

    @Override
    public Optional<Runnable> task() {
        Optional<Runnable> task = tls.task();
        return task.isPresent() || inside == null ? task : inside.task();
    }

    @Override
    public int needed() {
        return state().isOver() || task().isPresent() ? 0 : tls.needed();
    }

    @Override
    Phase sending() {
        return inside == null ? Phase.TLS : inside.sending();
    }

    @Override
    void end() {
        tls.endOfInput();
        goOn();
        if (!state().isOver()) {
            fail(inside == null ? new TlsFailure.Closed() : inside.closed());
        }
    }

    @Override
    void take(ByteBuffer in) {
        while (!state().isOver() && in.hasRemaining() && tls.needed() > 0) {
            tls.receive(in);
            goOn();
        }
    }

    @Override
    void goOn() {
        if (isOpen()) {
            Handshake current = inside == null ? following.get() : inside;
            inside = current;
            converse(current);
        }
        if (tls.output().hasRemaining() && !state().isOver()) {
            send(copy(tls.output()));
        }
        if (tls.state() instanceof TlsState.Failed(TlsFailure failure) && !isGranted()) {
            fail(failure);
        }
    }

    private boolean isOpen() {
        return switch (tls.state()) {
            case TlsState.Handshaking ignored -> false;
            case TlsState.Open ignored -> true;
            case TlsState.HalfClosed ignored -> true;
            case TlsState.Closed ignored -> inside != null;
            case TlsState.Failed ignored -> inside != null;
        };
    }

    private boolean isGranted() {
        return state() instanceof HandshakeState.Established;
    }

    /// Passes messages between the handshake and TLS, until one of them waits.
    private void converse(Handshake current) {
        current.resume();
        tls.send(current.output());
        while (current.needed() > 0 && tls.plaintext().hasRemaining()) {
            current.receive(tls.plaintext());
            tls.send(current.output());
        }
        adopt(current.state());
    }

    /// A copy of the bytes, which are then sent.
    static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
}
