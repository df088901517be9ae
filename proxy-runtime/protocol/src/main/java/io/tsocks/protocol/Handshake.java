package io.tsocks.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One handshake with a proxy, from the client's first byte to the end of the last reply, as a
/// machine of bytes: no socket, no clock, no thread. A driver repeats:
///
/// 1. write [#output] until it has nothing left, if possible with one write, for there are servers
///    that lose a message which arrives in two pieces;
/// 2. stop if [#state] is over; look whether it is [HandshakeState.Listening] after BIND;
/// 3. read at most [#needed] bytes and give them to [#receive], or call [#endOfInput].
///
/// It never asks for a byte that is not the handshake's: what follows the last reply belongs to the
/// application, because many protocols have the server speak first. No sequence of bytes from a
/// server makes it throw; what is wrong with them is a [HandshakeState.Failed].
///
/// Not thread-safe: one driver owns it.
public abstract sealed class Handshake permits SocksHandshake, HttpConnectHandshake {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer output = NOTHING;
    private HandshakeState state = new HandshakeState.Negotiating(Phase.METHOD);

    Handshake() {}

    /// What is to be sent. The driver moves the position as it sends; the same buffer is returned
    /// until it has nothing left.
    public final ByteBuffer output() {
        return output;
    }

    /// How many bytes, from 0, the machine takes next from the server at most; 0 where it is over.
    /// Fewer may come, and be enough: who waits for all of them may wait for ever.
    public abstract int needed();

    /// How many of the bytes that come next are the handshake's, for a driver that can look at what
    /// has come without reading it: so it reads in one piece what would take many, where the server
    /// does not say how long its reply is.
    ///
    /// @param next bytes that have come, from the next one on; not changed
    /// @return from 0, where the handshake is over or nothing has come
    public int claim(ByteBuffer next) {
        return Math.min(needed(), next.remaining());
    }

    /// Takes what is the handshake's of what the server sent, and leaves the rest.
    public final void receive(ByteBuffer in) {
        if (state.isOver() || !in.hasRemaining()) {
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

    /// The server closed the connection: fails, unless it is over.
    public final void endOfInput() {
        if (!state.isOver()) {
            fail(closed());
        }
    }

    /// How far it is.
    public final HandshakeState state() {
        return state instanceof HandshakeState.Negotiating(Phase phase)
                        && phase == Phase.REPLY
                        && output.hasRemaining()
                ? new HandshakeState.Negotiating(sending())
                : state;
    }

    /// The protection that GSSAPI put around everything that follows, null if there is none. The
    /// application's bytes must go through it in both directions.
    public @Nullable Encapsulation encapsulation() {
        return null;
    }

    /// Takes at least one of the bytes, which [#claim] has claimed: all of them, unless the
    /// handshake fails by one that is not the last.
    abstract void take(ByteBuffer in);

    /// What it means that the server closed the connection now.
    SocksFailure closed() {
        return new SocksFailure.Closed();
    }

    /// The phase while the request is being sent.
    Phase sending() {
        return Phase.REQUEST;
    }

    /// Has a message sent, with what is not sent yet if there is such.
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

    /// The request was granted: over, or for BIND's first reply not yet.
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
