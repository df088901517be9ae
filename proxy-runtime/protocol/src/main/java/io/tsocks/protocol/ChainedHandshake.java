package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/// Handshakes with several proxies on one connection: each asks its proxy for the next one, and the
/// last one for the destination. None begins before the one before it is granted.
public final class ChainedHandshake extends Handshake {

    private final Iterator<Supplier<Handshake>> following;
    private Handshake current;
    private int hop;
    private Phase sending = Phase.METHOD;

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
        return state().isOver() ? 0 : current.needed();
    }

    @Override
    public boolean isOpenEnded() {
        return current.isOpenEnded();
    }

    @Override
    public int claim(ByteBuffer next) {
        return state().isOver() ? 0 : current.claim(next);
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
    void take(ByteBuffer in) {
        current.receive(in);
        goOn();
    }

    /// Takes over what the current handshake has to send, and begins the next one after its end.
    private void goOn() {
        boolean moved = true;
        while (moved) {
            moved = false;
            switch (current.state()) {
                case HandshakeState.Negotiating(Phase phase) -> passOn(phase);
                case HandshakeState.Established ignored when following.hasNext() -> {
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

    private void passOn(Phase phase) {
        sending = phase;
        ByteBuffer bytes = current.output();
        if (bytes.hasRemaining()) {
            send(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
        }
        if (current.state() instanceof HandshakeState.Negotiating(Phase next)) {
            negotiating(next);
        }
    }
}
