package io.tsocks.protocol;

import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.ServerState.Failed;
import io.tsocks.protocol.ServerState.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// The server's side of one handshake of SOCKS 4, 4a or 5. It is a state machine over bytes, with
/// no socket, clock or thread, and shares no reading or writing with the client's side. A driver
/// repeats:
///
/// 1. send [#takeOutput];
/// 2. do what [#state] says: read for [#receive], or decide and call the method that it names.
///
/// It never takes a byte after the message that it reads, so a client may send its messages, and
/// the application's first bytes, without waiting. It holds at most one message, of up to 520
/// bytes. No bytes from a client make it throw; bad ones lead to [ServerState.Failed], with the
/// server's answer in [#takeOutput]. A method called in the wrong state throws
/// [IllegalStateException].
///
/// Not thread-safe: one driver owns it.
public final class SocksServerHandshake {

    /// The method that a server selects if none is acceptable (RFC 1928, section 3).
    public static final int NO_METHOD = 0xff;

    private static final int LOGIN = 2;
    private static final SocksAddress NOWHERE = SocksAddress.of("0.0.0.0", 0);

    /// The client's messages, in their order.
    private enum Stage {
        OPENING,
        LOGIN,
        REQUEST
    }

    private final Set<SocksVersion> spoken;
    private Stage stage = Stage.OPENING;
    private ClientMessage message = new ClientMessage();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private ServerState state;

    /// @param spoken the versions that clients may speak; 4 includes 4a
    public SocksServerHandshake(Set<SocksVersion> spoken) {
        this.spoken = Set.copyOf(spoken);
        state = read();
    }

    /// Takes out the bytes to send; the next call returns those that were added since.
    public byte[] takeOutput() {
        byte[] taken = output.toByteArray();
        output.reset();
        return taken;
    }

    /// The state of the handshake.
    public ServerState state() {
        return state;
    }

    /// Takes the bytes that belong to the current message, and leaves the rest.
    public void receive(ByteBuffer in) {
        while (in.hasRemaining() && state instanceof ServerState.Reading(int needed)) {
            message.take(in, needed);
            state = read();
            if (state instanceof Failed failed) {
                answer(failed);
            }
        }
    }

    /// Tells the handshake that the client closed the connection. It fails, unless it is over.
    public void endOfInput() {
        if (!state.isOver()) {
            state = new Failed(Reason.CLOSED, "the client closed");
        }
    }

    /// Answers an offer. After method 2, a login (RFC 1929) comes next; after any other method, the
    /// request. The driver itself exchanges whatever else a method needs with the client.
    ///
    /// @param method 0 to 255: one of those offered (this is not checked), or [#NO_METHOD], which
    ///     ends the handshake
    public void select(int method) {
        require(state instanceof ServerState.Offered);
        send(5, method);
        if (method == NO_METHOD) {
            state = new ServerState.Refused();
        } else {
            next(method == LOGIN ? Stage.LOGIN : Stage.REQUEST);
        }
    }

    /// Accepts a login.
    public void admit() {
        require(state instanceof ServerState.LogIn);
        send(1, 0);
        next(Stage.REQUEST);
    }

    /// Rejects a login, which ends the handshake.
    public void deny() {
        require(state instanceof ServerState.LogIn);
        send(1, 1);
        state = new ServerState.Refused();
    }

    /// Grants the request. BIND is granted twice: first with the address where the server listens,
    /// then with that of the peer.
    ///
    /// @param bound the address in the reply; SOCKS 4 has no room for IPv6 and names, and says
    ///     0.0.0.0 instead
    public void grant(SocksAddress bound) {
        boolean listens =
                state instanceof ServerState.Requested asked
                        && asked.command() == Command.BIND.code();
        reply(0, bound);
        state = listens ? new ServerState.Listening() : new ServerState.Granted();
    }

    /// Refuses the request or, after the first reply to BIND, the peer. This ends the handshake.
    ///
    /// @param code a code of SOCKS 5, 1 to 255, such as [SocksReply#NOT_ALLOWED]; SOCKS 4 has only
    ///     one code for a refusal
    public void refuse(int code) {
        if (code < 1 || code > 255) {
            throw new IllegalArgumentException("a refusal has a code from 1 to 255, not " + code);
        }
        reply(code, NOWHERE);
        state = new ServerState.Refused();
    }

    private void reply(int code, SocksAddress bound) {
        require(state instanceof ServerState.Requested || state instanceof ServerState.Listening);
        sendReply(code, bound);
    }

    private void next(Stage following) {
        stage = following;
        message = new ClientMessage();
        state = read();
    }

    private ServerState read() {
        return switch (stage) {
            case OPENING -> message.opening(spoken);
            case LOGIN -> message.login();
            case REQUEST -> message.request5();
        };
    }

    private void answer(Failed failed) {
        switch (failed.reason()) {
            case VERSION, CLOSED -> {}
            case ADDRESS_TYPE -> sendReply(SocksReply.ADDRESS_TYPE_NOT_SUPPORTED, NOWHERE);
            case MALFORMED -> {
                if (stage == Stage.LOGIN) {
                    send(1, 1);
                } else {
                    sendReply(SocksReply.GENERAL_FAILURE, NOWHERE);
                }
            }
        }
    }

    /// Sends the reply to a request, in the version of the client, which in SOCKS 4 has sent only
    /// this message.
    private void sendReply(int code, SocksAddress bound) {
        if (stage == Stage.OPENING) {
            sendReply4(code, bound);
        } else {
            sendReply5(code, bound);
        }
    }

    /// `00 code port address`: the memo of SOCKS 4.
    private void sendReply4(int code, SocksAddress bound) {
        byte[] host = host(bound);
        boolean isIp4 = bound instanceof SocksAddress.Ip && host.length == 4;
        send(0, code == 0 ? 0x5a : 0x5b, bound.port() >> 8, bound.port());
        output.writeBytes(isIp4 ? host : new byte[4]);
    }

    /// `05 code 00 type address port` (RFC 1928, section 6).
    private void sendReply5(int code, SocksAddress bound) {
        byte[] host = host(bound);
        send(5, code, 0);
        switch (bound) {
            case SocksAddress.Ip ignored -> send(host.length == 4 ? 1 : 4);
            case SocksAddress.Name ignored -> send(3, host.length);
        }
        output.writeBytes(host);
        send(bound.port() >> 8, bound.port());
    }

    private static byte[] host(SocksAddress address) {
        return switch (address) {
            case SocksAddress.Ip ip -> ip.address().getAddress();
            case SocksAddress.Name name -> name.host().getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private void send(int... octets) {
        for (int octet : octets) {
            output.write(octet);
        }
    }

    private void require(boolean isItsState) {
        if (!isItsState) {
            throw new IllegalStateException("not in " + state);
        }
    }
}
