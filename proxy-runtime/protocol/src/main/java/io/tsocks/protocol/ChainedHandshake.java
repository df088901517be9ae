package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Handshakes with several proxies on one connection: each asks its proxy for the next one, and the
/// last one for the destination. None begins before the one before it is granted. The TLS of a
/// proxy carries the handshakes with all that follow it.
public final class ChainedHandshake extends Handshake {

    private final Iterator<Supplier<Handshake>> following;
    private Handshake current;
    private int hop;
    private Phase sending = Phase.METHOD;

    /// The TLS of the proxies before the current one; null if they have none.
    private @Nullable Tls carrier;

    /// @param hops make the handshakes, at least one, the nearest proxy first; each is called when
    ///     its handshake begins
    public ChainedHandshake(List<Supplier<Handshake>> hops) {
        following = List.copyOf(hops).iterator();
        current = following.next().get();
        goOn();
    }

    /// The handshakes on the way to a destination: with one proxy alone, that proxy's own.
    ///
    /// @param hops as in the constructor
    public static Handshake of(List<Supplier<Handshake>> hops) {
        return hops.size() == 1 ? hops.getFirst().get() : new ChainedHandshake(hops);
    }

    /// The proxy whose handshake is under way, or was the last one; 0 for the nearest.
    public int hop() {
        return hop;
    }

    @Override
    public int needed() {
        if (state().isOver() || task().isPresent()) {
            return 0;
        }
        return carrier == null ? current.needed() : carrier.needed();
    }

    @Override
    public boolean isOpenEnded() {
        return carrier == null && current.isOpenEnded();
    }

    @Override
    public int claim(ByteBuffer next) {
        return carrier == null && !state().isOver() ? current.claim(next) : super.claim(next);
    }

    @Override
    public @Nullable Tls tls() {
        return carrying(current.tls());
    }

    /// That of the last proxy. Those before it have none, for it would carry the handshakes that
    /// follow.
    @Override
    public @Nullable Encapsulation encapsulation() {
        return current.encapsulation();
    }

    private @Nullable Tls carrying(@Nullable Tls inner) {
        if (carrier == null || inner == null) {
            return carrier == null ? inner : carrier;
        }
        return new NestedTls(carrier, inner);
    }

    @Override
    public Optional<Runnable> task() {
        return (carrier == null ? Optional.<Runnable>empty() : carrier.task()).or(current::task);
    }

    @Override
    Phase sending() {
        return sending;
    }

    @Override
    SocksFailure closed() {
        return current.closed();
    }

    @Override
    void end() {
        Tls outer = carrier;
        if (outer == null) {
            current.endOfInput();
        } else {
            outer.endOfInput();
        }
        goOn();
        if (!state().isOver()) {
            current.endOfInput();
            goOn();
        }
    }

    @Override
    void take(ByteBuffer in) {
        Tls outer = carrier;
        if (outer == null) {
            current.receive(in);
        } else {
            outer.receive(in);
        }
        goOn();
    }

    /// Takes over what the current handshake has to send, and begins the next one after its end.
    @Override
    void goOn() {
        boolean moved = true;
        while (moved) {
            moved = false;
            current.resume();
            read();
            switch (current.state()) {
                case HandshakeState.Negotiating(Phase phase) -> passOn(phase);
                case HandshakeState.Established ignored when following.hasNext() -> {
                    carrier = tls();
                    current = following.next().get();
                    hop++;
                    moved = true;
                }
                case HandshakeState.Established(SocksAddress bound) ->
                        granted(Command.CONNECT, bound);
                case HandshakeState.Failed(Phase phase, SocksFailure failure) -> {
                    negotiating(phase);
                    fail(failure);
                }
                case HandshakeState.Listening ignored ->
                        throw new IllegalStateException("a chain has no BIND");
            }
        }
    }

    /// Gives the current handshake what was decrypted for it.
    private void read() {
        Tls outer = carrier;
        if (outer == null) {
            return;
        }
        while (current.needed() > 0 && outer.plaintext().hasRemaining()) {
            outer.send(current.output());
            current.receive(outer.plaintext());
        }
        if (outer.state() instanceof TlsState.Failed(TlsFailure failure)
                && !current.state().isOver()) {
            current.fail(failure);
        }
    }

    private void passOn(Phase phase) {
        sending = phase;
        ByteBuffer bytes = outgoing();
        if (bytes.hasRemaining()) {
            send(TlsHandshake.copy(bytes));
        }
        if (current.state() instanceof HandshakeState.Negotiating(Phase next)) {
            negotiating(next);
        }
    }

    private ByteBuffer outgoing() {
        Tls outer = carrier;
        if (outer == null) {
            return current.output();
        }
        outer.send(current.output());
        return outer.output();
    }
}
