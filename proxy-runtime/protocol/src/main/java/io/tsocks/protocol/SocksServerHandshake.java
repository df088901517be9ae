package io.tsocks.protocol;

import io.tsocks.net.SocksVersion;
import io.tsocks.protocol.ServerState.Failed;
import io.tsocks.protocol.ServerState.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// The server's side of one handshake, SOCKS 4, 4a or 5, as a machine of bytes: no socket, no
/// clock, no thread, and nothing of the client's side. A driver repeats:
///
/// 1. send [#takeOutput];
/// 2. do what [#state] says: read for [#receive], or decide and call the method it names.
///
/// It never takes a byte behind the message that it reads, so a client may send its messages, and
/// the application's first bytes, without waiting. No bytes make it throw, and it holds at most one
/// message, of 520 bytes: what is wrong with them is a [ServerState.Failed], and [#takeOutput] what
/// a server answers to that. Methods that are called in another state than theirs throw
/// [IllegalStateException].
///
/// Not thread-safe: one driver owns it.
public final class SocksServerHandshake {

    /// What a server without any acceptable method selects (RFC 1928, section 3).
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

    /// @param spoken the versions that clients may speak; 4 is with 4a
    public SocksServerHandshake(Set<SocksVersion> spoken) {
        this.spoken = Set.copyOf(spoken);
        state = read();
    }

    /// What is to be sent, taken out: the next call returns what has come since.
    public byte[] takeOutput() {
        byte[] taken = output.toByteArray();
        output.reset();
        return taken;
    }

    /// How far it is.
    public ServerState state() {
        return state;
    }

    /// Takes what belongs to the message that is read, and leaves the rest.
    public void receive(ByteBuffer in) {
        while (in.hasRemaining() && state instanceof ServerState.Reading(int needed)) {
            message.take(in, needed);
            state = read();
            if (state instanceof Failed failed) {
                answer(failed);
            }
        }
    }

    /// The client closed the connection: fails, unless it is over.
    public void endOfInput() {
        if (!state.isOver()) {
            state = new Failed(Reason.CLOSED, "the client closed");
        }
    }

    /// Answers an offer. A login (RFC 1929) comes next with method 2, and with any other one the
    /// request: what else belongs to a method is between the client and the driver.
    ///
    /// @param method 0 to 255: one of those offered, which is not checked, or [#NO_METHOD], which
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

    /// Answers a login that is right.
    public void admit() {
        require(state instanceof ServerState.LogIn);
        send(1, 0);
        next(Stage.REQUEST);
    }

    /// Answers a login that is wrong, which ends the handshake.
    public void deny() {
        require(state instanceof ServerState.LogIn);
        send(1, 1);
        state = new ServerState.Refused();
    }

    /// Grants the request: for BIND first with the address where the server listens, then with the
    /// peer's.
    ///
    /// @param bound SOCKS4 has no room for IPv6 and names, and says 0.0.0.0 in their place
    public void grant(SocksAddress bound) {
        boolean listens =
                state instanceof ServerState.Requested asked
                        && asked.command() == Command.BIND.code();
        reply(0, bound);
        state = listens ? new ServerState.Listening() : new ServerState.Granted();
    }

    /// Refuses the request, or after BIND's first reply the peer, which ends the handshake.
    ///
    /// @param code of SOCKS5, 1 to 255, such as [SocksReply#NOT_ALLOWED]; SOCKS4 has but one
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

    /// A client of SOCKS4 has one message only.
    private void sendReply(int code, SocksAddress bound) {
        if (stage == Stage.OPENING) {
            sendReply4(code, bound);
        } else {
            sendReply5(code, bound);
        }
    }

    /// `00 code port address`: the memo of SOCKS4.
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
