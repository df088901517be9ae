package io.tsocks.client;

import io.tsocks.client.Pipelining.Ability;
import io.tsocks.client.time.Deadline;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Finds out whether a server reads ahead, with connections of its own. In one write it sends the
/// greeting, the password if the server is known to want one, and a request with a command that no
/// server has.
///
/// If any reply follows the method reply, the server has read the request. If silence follows, it
/// has lost the request. If the connection ends, as with OpenSSH and Dante, the request was the
/// reason or the server was stopped just then, and a second connection tells. If the first reply is
/// not a method reply, the server answers only the request (Tor); such a server can be used as long
/// as that reply cannot be mistaken.
final class Probe {

    private static final Duration LEAST_PATIENCE = Duration.ofMillis(250);

    /// For a connection through other servers, too.
    private static final Duration TO_SERVER = Duration.ofSeconds(10);

    private static final int ROUND_TRIPS = 4;

    /// What the server can take; [Ability#SEQUENTIAL] if it does not even answer.
    ///
    /// @param way to it
    /// @param method the method that the server has chosen before
    Ability ask(Pipelining.Way way, Authentication method, Duration roundTrip) {
        Duration wait = roundTrip.multipliedBy(ROUND_TRIPS);
        Duration patience = wait.compareTo(LEAST_PATIENCE) > 0 ? wait : LEAST_PATIENCE;
        try {
            HandshakeState first = converse(way, method, patience);
            return ability(hasEnded(first) ? converse(way, method, patience) : first, method);
        } catch (IOException e) {
            return Ability.SEQUENTIAL;
        }
    }

    private static HandshakeState converse(
            Pipelining.Way way, Authentication method, Duration patience) throws IOException {
        try (TimedSocket socket = new TimedSocket(way.connect(TO_SERVER))) {
            SocksHandshake handshake =
                    SocksHandshake.socks5(
                            SocksRequest.ungrantable(), List.of(method), Strategy.PIPELINED);
            Dialogue dialogue = new Dialogue(socket, handshake);
            Deadline deadline = Deadline.in(patience);
            while (!handshake.state().isOver()) {
                dialogue.step(deadline);
            }
            return handshake.state();
        }
    }

    /// Whether the connection has ended where a reply was due.
    private static boolean hasEnded(HandshakeState state) {
        return state instanceof HandshakeState.Failed(Phase phase, SocksFailure.Closed ignored)
                && phase == Phase.REPLY;
    }

    private static Ability ability(HandshakeState state, Authentication method) {
        return switch (state) {
            case HandshakeState.Failed(Phase phase, SocksFailure failure) ->
                    phase == Phase.METHOD
                            ? withoutMethodReply(failure, method)
                            : withMethodReply(phase);
            case HandshakeState.Established ignored -> Ability.PIPELINED;
            case HandshakeState.Negotiating ignored -> Ability.SEQUENTIAL;
            case HandshakeState.Listening ignored -> Ability.SEQUENTIAL;
        };
    }

    private static Ability withoutMethodReply(SocksFailure failure, Authentication method) {
        boolean replyToLaterMessage =
                failure instanceof SocksFailure.UnofferedMethod
                        || failure instanceof SocksFailure.Malformed;
        if (!replyToLaterMessage) {
            return Ability.SEQUENTIAL;
        }
        return method instanceof Authentication.None ? Ability.PIPELINED : Ability.METHOD_FIRST;
    }

    private static Ability withMethodReply(Phase phase) {
        return phase == Phase.REPLY ? Ability.PIPELINED : Ability.SEQUENTIAL;
    }
}
