package io.tsocks.protocol;

import io.tsocks.net.Secret;
import io.tsocks.net.SocksVersion;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntSupplier;

/// A server that decides plainly: takes one method, lets in `joe` with `pw`, and grants or refuses
/// what it is asked for.
final class Serving {

    static final SocksAddress BOUND = SocksAddress.of("127.0.0.1", 0x1234);
    static final SocksAddress PEER = SocksAddress.of("10.1.2.3", 0x5678);

    /// How it ended.
    ///
    /// @param states what was to be decided, and the end
    /// @param taken how many bytes were the handshake's; 0 after a failure, when none matters
    record End(List<ServerState> states, String sent, int taken) {}

    private final SocksServerHandshake handshake =
            new SocksServerHandshake(EnumSet.allOf(SocksVersion.class));
    private final int method;
    private final int refusal;
    private final SocksAddress bound;
    private final List<ServerState> states = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private int taken;

    private Serving(int method, int refusal, SocksAddress bound) {
        this.method = method;
        this.refusal = refusal;
        this.bound = bound;
    }

    static Serving granting(int method, SocksAddress bound) {
        return new Serving(method, 0, bound);
    }

    static Serving refusing(int method, int code) {
        return new Serving(method, code, BOUND);
    }

    /// One that decides the same.
    Serving again() {
        return new Serving(method, refusal, bound);
    }

    /// Takes what is the handshake's, in pieces that are at most so long.
    void receive(byte[] bytes, IntSupplier pieces) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining() && needed() > 0) {
            int piece = Math.min(pieces.getAsInt(), in.remaining());
            ByteBuffer part = in.slice(in.position(), piece);
            receive(part);
            in.position(in.position() + part.position());
        }
    }

    /// Takes what is the handshake's.
    void receive(ByteBuffer in) {
        int from = in.position();
        while (in.hasRemaining() && handshake.state() instanceof ServerState.Reading) {
            handshake.receive(in);
            decideAll();
        }
        taken += in.position() - from;
    }

    /// At most so many bytes may be taken next.
    int needed() {
        return handshake.state() instanceof ServerState.Reading(int needed) ? needed : 0;
    }

    /// All that was to be sent since it was asked for last.
    byte[] output() {
        byte[] answer = handshake.takeOutput();
        sent.writeBytes(answer);
        return answer;
    }

    SocksServerHandshake handshake() {
        return handshake;
    }

    End end() {
        output();
        handshake.endOfInput();
        List<ServerState> all = new ArrayList<>(states);
        all.add(handshake.state());
        boolean isFailed = handshake.state() instanceof ServerState.Failed;
        String hex = HexFormat.of().formatHex(sent.toByteArray());
        return new End(List.copyOf(all), hex, isFailed ? 0 : taken);
    }

    private void decideAll() {
        while (!handshake.state().isOver() && !(handshake.state() instanceof ServerState.Reading)) {
            states.add(handshake.state());
            decide(handshake.state());
        }
    }

    private void decide(ServerState state) {
        switch (state) {
            case ServerState.Offered(List<Integer> methods) ->
                    handshake.select(
                            methods.contains(method) ? method : SocksServerHandshake.NO_METHOD);
            case ServerState.LogIn(String user, Secret password) -> logIn(user, password.reveal());
            case ServerState.Requested _ -> answer();
            case ServerState.Listening _ -> handshake.grant(PEER);
            case ServerState.Reading _, ServerState.Granted _ -> {}
            case ServerState.Refused _, ServerState.Failed _ -> {}
        }
    }

    private void logIn(String user, String password) {
        if (user.equals("joe") && password.equals("pw")) {
            handshake.admit();
        } else {
            handshake.deny();
        }
    }

    private void answer() {
        if (refusal == 0) {
            handshake.grant(bound);
        } else {
            handshake.refuse(refusal);
        }
    }
}
