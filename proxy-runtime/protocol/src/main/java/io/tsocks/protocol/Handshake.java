package io.tsocks.protocol;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One handshake with a proxy, from the client's first byte to the end of the last reply. It is a
/// state machine over bytes, with no socket, clock or thread. A driver repeats:
///
/// 1. run the [#task], if there is one, and call [#resume];
/// 2. write [#output] until it has nothing left, if possible in one write, because some servers
///    lose a message that arrives in two pieces;
/// 3. stop if [#state] is over; after BIND, check whether it is [HandshakeState.Listening];
/// 4. read at most [#needed] bytes and give them to [#receive], or call [#endOfInput].
///
/// It never asks for a byte beyond the handshake: the bytes after the last reply belong to the
/// application, and in many protocols the server speaks first. With TLS, all bytes belong to
/// [#tls], which keeps those of the application. No bytes from a server make it
/// throw; bad ones lead to [HandshakeState.Failed].
///
/// Not thread-safe: one driver owns it.
public abstract sealed class Handshake
        permits SocksHandshake, HttpConnectHandshake, TlsHandshake, ChainedHandshake {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer output = NOTHING;
    private HandshakeState state = new HandshakeState.Negotiating(Phase.METHOD);

    Handshake() {}

    /// The bytes to send. The driver moves the position as it sends; the same buffer is returned
    /// until nothing is left in it.
    public final ByteBuffer output() {
        return output;
    }

    /// The most bytes that the handshake takes next from the server; 0 if it is over. Fewer may
    /// come, and be enough: a driver that waits for all of them may wait for ever.
    public abstract int needed();

    /// How many of the next bytes belong to the handshake. A driver that can look at them without
    /// reading them (`MSG_PEEK`) then reads in one piece a reply whose length the server does not
    /// announce.
    ///
    /// @param next the bytes that have come, beginning with the next one; not changed
    /// @return 0 if the handshake is over or nothing has come
    public int claim(ByteBuffer next) {
        return Math.min(needed(), next.remaining());
    }

    /// Whether the server does not announce how long its messages are, so that [#claim] saves
    /// reads.
    public boolean isOpenEnded() {
        return false;
    }

    /// Takes the bytes that belong to the handshake, and leaves the rest.
    public final void receive(ByteBuffer in) {
        if (state.isOver() || claim(in) == 0) {
            return;
        }
        int limit = in.limit();
        in.limit(in.position() + claim(in));
        try {
            take(in);
        } finally {
            in.limit(limit);
        }
    }

    /// Tells the handshake that the server closed the connection. It fails, unless it is over.
    public final void endOfInput() {
        if (!state.isOver()) {
            end();
        }
    }

    /// Fails, because the server closed the connection.
    void end() {
        fail(closed());
    }

    /// The state of the handshake.
    public final HandshakeState state() {
        return state instanceof HandshakeState.Negotiating(Phase phase)
                        && phase == Phase.REPLY
                        && output.hasRemaining()
                ? new HandshakeState.Negotiating(sending())
                : state;
    }

    /// The encapsulation agreed on by GSSAPI; null if there is none. The application's bytes must
    /// go through it in both directions.
    public @Nullable Encapsulation encapsulation() {
        return null;
    }

    /// The TLS that carries the application's bytes in both directions once the handshake is
    /// done; null if they go as they are.
    public @Nullable Tls tls() {
        return null;
    }

    /// Work without which the handshake does not go on, as in [Tls#task]. Until it was run, there
    /// is no output and nothing is needed. Empty if there is none.
    public Optional<Runnable> task() {
        return Optional.empty();
    }

    /// Goes on after a [#task] was run.
    public final void resume() {
        if (!state.isOver()) {
            goOn();
        }
    }

    /// Takes up what has become possible without new bytes.
    void goOn() {}

    /// Takes all of the bytes, which [#claim] has counted. If the handshake fails at an earlier
    /// byte, it takes at least one.
    abstract void take(ByteBuffer in);

    /// The failure if the server closes the connection now.
    SocksFailure closed() {
        return new SocksFailure.Closed();
    }

    /// The phase while the request is being sent.
    Phase sending() {
        return Phase.REQUEST;
    }

    /// Queues a message after the bytes that are not sent yet.
    final void send(ByteBuffer message) {
        if (output.hasRemaining()) {
            int length = output.remaining() + message.remaining();
            output = ByteBuffer.allocate(length).put(output).put(message).flip();
        } else {
            output = message;
        }
    }

    final void negotiating(Phase phase) {
        state = new HandshakeState.Negotiating(phase);
    }

    /// Takes over the state of a handshake that is a part of this one.
    final void adopt(HandshakeState of) {
        state = of;
        if (of instanceof HandshakeState.Failed) {
            output = NOTHING;
        }
    }

    /// Records that the request was granted. The handshake is then over, except after the first
    /// reply to BIND.
    final void granted(Command command, SocksAddress bound) {
        boolean first = !(state instanceof HandshakeState.Listening);
        state =
                command == Command.BIND && first
                        ? new HandshakeState.Listening(bound)
                        : new HandshakeState.Established(bound);
    }

    final void fail(SocksFailure failure) {
        Phase phase =
                switch (state()) {
                    case HandshakeState.Negotiating(Phase current) -> current;
                    case HandshakeState.Listening ignored -> Phase.PEER;
                    case HandshakeState.Failed(Phase current, var ignored) -> current;
                    case HandshakeState.Established ignored -> Phase.REPLY;
                };
        state = new HandshakeState.Failed(phase, failure);
        output = NOTHING;
    }
}
