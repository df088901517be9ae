package io.tsocks.protocol;

import io.tsocks.net.SocksVersion;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One handshake with a SOCKS server, from the client's first byte to the end of the last reply, as
/// a machine of bytes: no socket, no clock, no thread. A driver repeats:
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
public abstract sealed class SocksHandshake permits Socks4Handshake, Socks5Handshake {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer output = NOTHING;
    private HandshakeState state = new HandshakeState.Negotiating(Phase.METHOD);

    SocksHandshake() {}

    /// A SOCKS4 handshake. What SOCKS4 has no field for, a name or an IPv6 address, goes as a 4a
    /// name.
    ///
    /// @param request CONNECT or BIND; anything else fails at once
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

    /// A SOCKS4 CONNECT with the application's first bytes in the same write. They are lost where
    /// the server refuses, and with servers that do not read ahead.
    public static SocksHandshake socks4(SocksRequest request, String userId, ByteBuffer earlyData) {
        return new Socks4Handshake(request, userId, earlyData);
    }

    /// A SOCKS5 CONNECT with the application's first bytes in the same write as the request. They
    /// are lost where the server refuses, and with servers that do not read ahead.
    public static SocksHandshake socks5(
            SocksRequest request,
            List<Authentication> offered,
            Strategy strategy,
            ByteBuffer earlyData) {
        return new Socks5Handshake(request, offered, strategy, earlyData);
    }

    /// What is to be sent. The driver moves the position as it sends; the same buffer is returned
    /// until it has nothing left.
    public final ByteBuffer output() {
        return output;
    }

    /// How many bytes, from 0, the machine takes next from the server at most; 0 where it is over.
    /// Fewer may come, and be enough: who waits for all of them may wait for ever.
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

    /// The server closed the connection: fails, unless it is over.
    public final void endOfInput() {
        if (!state.isOver()) {
            fail(new SocksFailure.Closed());
        }
    }

    /// How far it is.
    public final HandshakeState state() {
        return state instanceof HandshakeState.Negotiating(Phase phase)
                        && phase == Phase.REPLY
                        && output.hasRemaining()
                ? new HandshakeState.Negotiating(Phase.REQUEST)
                : state;
    }

    /// The version it speaks.
    public abstract SocksVersion version();

    /// The method that the server chose; null before that, and in SOCKS4.
    public @Nullable Authentication method() {
        return null;
    }

    /// The protection that GSSAPI put around everything that follows, null if there is none. The
    /// application's bytes must go through it in both directions.
    public @Nullable Encapsulation encapsulation() {
        return null;
    }

    /// Takes at least one of the bytes, of which there are at most [#needed]: all of them, unless
    /// the handshake fails by one that is not the last.
    abstract void take(ByteBuffer in);

    /// Has a message sent, with what is not sent yet if there is such.
    final void send(ByteBuffer message) {
        if (output.hasRemaining()) {
            int length = output.remaining() + message.remaining();
            output = ByteBuffer.allocate(length).put(output).put(message).flip();
        } else {
            output = message;
        }
    }

    /// Has a request sent, and the application's first bytes with it.
    final void send(ByteBuffer request, ByteBuffer earlyData) {
        send(request);
        if (earlyData.hasRemaining()) {
            send(earlyData.duplicate());
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

    final void malformed(String what) {
        fail(new SocksFailure.Malformed(version(), what));
    }
}
