package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A TLS session whose messages another TLS carries: the way to a server that is reached through
/// another one.
public final class NestedTls implements Tls {

    private final Tls outer;
    private final Tls inner;

    /// @param outer the TLS that carries it, open
    /// @param inner what it carries
    public NestedTls(Tls outer, Tls inner) {
        this.outer = outer;
        this.inner = inner;
    }

    @Override
    public TlsState state() {
        return switch (outer.state()) {
            case TlsState.Failed failed when !isOver(inner.state()) -> failed;
            case TlsState.Failed ignored -> inner.state();
            case TlsState.Handshaking ignored -> inner.state();
            case TlsState.Open ignored -> inner.state();
            case TlsState.HalfClosed ignored -> inner.state();
            case TlsState.Closed ignored -> inner.state();
        };
    }

    private static boolean isOver(TlsState state) {
        return switch (state) {
            case TlsState.Failed ignored -> true;
            case TlsState.Closed ignored -> true;
            case TlsState.Handshaking ignored -> false;
            case TlsState.Open ignored -> false;
            case TlsState.HalfClosed ignored -> false;
        };
    }

    @Override
    public ByteBuffer output() {
        outer.send(inner.output());
        return outer.output();
    }

    @Override
    public ByteBuffer plaintext() {
        feed();
        return inner.plaintext();
    }

    @Override
    public int needed() {
        feed();
        return inner.needed() == 0 ? 0 : outer.needed();
    }

    @Override
    public void receive(ByteBuffer in) {
        outer.receive(in);
        feed();
    }

    @Override
    public void endOfInput() {
        outer.endOfInput();
        feed();
    }

    @Override
    public void send(ByteBuffer data) {
        inner.send(data);
    }

    @Override
    public void closeOutput() {
        inner.closeOutput();
    }

    @Override
    public Optional<Runnable> task() {
        Optional<Runnable> task = outer.task();
        if (task.isPresent()) {
            return task;
        }
        feed();
        return inner.task();
    }

    /// Passes on what the outer TLS has decrypted, and then its end.
    private void feed() {
        ByteBuffer carried = outer.plaintext();
        while (carried.hasRemaining() && inner.needed() > 0) {
            inner.receive(carried);
            carried = outer.plaintext();
        }
        if (!carried.hasRemaining() && hasEnded()) {
            inner.endOfInput();
        }
    }

    private boolean hasEnded() {
        return switch (outer.state()) {
            case TlsState.HalfClosed(TlsState.Side side) -> side == TlsState.Side.PEER;
            case TlsState.Closed ignored -> true;
            case TlsState.Failed ignored -> true;
            case TlsState.Handshaking ignored -> false;
            case TlsState.Open ignored -> false;
        };
    }
}
