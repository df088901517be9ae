package io.tsocks.protocol;

import io.tsocks.net.SocksVersion;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One handshake with a SOCKS server, from the client's first byte to the end of the last reply. It
/// is a state machine over bytes, with no socket, clock or thread. A driver repeats:
///
/// 1. write [#output] until it has nothing left, if possible in one write, because some servers
///    lose a message that arrives in two pieces;
/// 2. stop if [#state] is over; after BIND, check whether it is [HandshakeState.Listening];
/// 3. read at most [#needed] bytes and give them to [#receive], or call [#endOfInput].
///
/// It never asks for a byte beyond the handshake: the bytes after the last reply belong to the
/// application, and in many protocols the server speaks first. No bytes from a server make it
/// throw; bad ones lead to [HandshakeState.Failed].
///
/// Not thread-safe: one driver owns it.
public abstract sealed class SocksHandshake permits Socks4Handshake, Socks5Handshake {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer output = NOTHING;
    private HandshakeState state = new HandshakeState.Negotiating(Phase.METHOD);

    SocksHandshake() {}

    /// A SOCKS4 handshake. A name or an IPv6 address, for which SOCKS4 has no field, is sent as a
    /// name of 4a.
    ///
    /// @param request CONNECT or BIND; any other command fails at once
    /// @param userId at most 255 bytes of UTF-8 without a zero; may be empty
    public static SocksHandshake socks4(SocksRequest request, String userId) {
        return new Socks4Handshake(request, userId, NOTHING);
    }

    /// A SOCKS5 handshake.
    ///
    /// @param offered the methods to offer, one of each kind, at least one; with
    ///     [Strategy#PIPELINED] exactly one
    public static SocksHandshake socks5(
            SocksRequest request, List<Authentication> offered, Strategy strategy) {
        return new Socks5Handshake(request, offered, strategy, NOTHING);
    }

    /// A SOCKS4 CONNECT with the application's first bytes in the same write. These are lost if the
    /// server refuses, or does not read ahead.
    public static SocksHandshake socks4(SocksRequest request, String userId, ByteBuffer earlyData) {
        return new Socks4Handshake(request, userId, earlyData);
    }

    /// A SOCKS5 CONNECT with the application's first bytes in the same write as the request. These
    /// are lost if the server refuses, or does not read ahead.
    public static SocksHandshake socks5(
            SocksRequest request,
            List<Authentication> offered,
            Strategy strategy,
            ByteBuffer earlyData) {
        return new Socks5Handshake(request, offered, strategy, earlyData);
    }

    /// The bytes to send. The driver moves the position as it sends; the same buffer is returned
    /// until nothing is left in it.
    public final ByteBuffer output() {
        return output;
    }

    /// The most bytes that the handshake takes next from the server; 0 if it is over. Fewer may
    /// come, and be enough: a driver that waits for all of them may wait for ever.
    public abstract int needed();

    /// Takes at most [#needed] bytes of what the server sent, and leaves the rest.
    public final void receive(ByteBuffer in) {
        if (state.isOver() || !in.hasRemaining()) {
            return;
        }
        int limit = in.limit();
        in.limit(Math.min(limit, in.position() + needed()));
        try {
            take(in);
        } finally {
            in.limit(limit);
        }
    }

    /// Tells the handshake that the server closed the connection. It fails, unless it is over.
    public final void endOfInput() {
        if (!state.isOver()) {
            fail(new SocksFailure.Closed());
        }
    }

    /// The state of the handshake.
    public final HandshakeState state() {
        return state instanceof HandshakeState.Negotiating(Phase phase)
                        && phase == Phase.REPLY
                        && output.hasRemaining()
                ? new HandshakeState.Negotiating(Phase.REQUEST)
                : state;
    }

    /// The version that the handshake speaks.
    public abstract SocksVersion version();

    /// The method that the server chose; null before that, and in SOCKS4.
    public @Nullable Authentication method() {
        return null;
    }

    /// The encapsulation agreed on by GSSAPI; null if there is none. The application's bytes must
    /// go through it in both directions.
    public @Nullable Encapsulation encapsulation() {
        return null;
    }

    /// Takes all of the bytes, of which there are at most [#needed]. If the handshake fails at an
    /// earlier byte, it takes at least one.
    abstract void take(ByteBuffer in);

    /// Queues a message after the bytes that are not sent yet.
    final void send(ByteBuffer message) {
        if (output.hasRemaining()) {
            int length = output.remaining() + message.remaining();
            output = ByteBuffer.allocate(length).put(output).put(message).flip();
        } else {
            output = message;
        }
    }

    /// Queues a request together with the application's first bytes.
    final void send(ByteBuffer request, ByteBuffer earlyData) {
        send(request);
        if (earlyData.hasRemaining()) {
            send(earlyData.duplicate());
        }
    }

    final void negotiating(Phase phase) {
        state = new HandshakeState.Negotiating(phase);
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

    final void malformed(String what) {
        fail(new SocksFailure.Malformed(version(), what));
    }
}
