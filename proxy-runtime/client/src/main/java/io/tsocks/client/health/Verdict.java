package io.tsocks.client.health;

import io.tsocks.protocol.Fault;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksFailure;
import java.time.Duration;

/// What a connect through a server tells of the server.
public sealed interface Verdict {

    /// It granted the request.
    ///
    /// @param handshake from the start of the turn to the end of the handshake
    record Granted(Duration handshake) implements Verdict {}

    /// It refused the destination, or could not reach it. It lives.
    record Refused() implements Verdict {}

    /// It is at fault itself.
    record Failed(ServerFailure failure) implements Verdict {}

    /// It took the request and then closed the connection instead of replying. A broken server does
    /// that, and OpenSSH does it for every destination that it cannot reach.
    ///
    /// @param failure what it is if the server is at fault
    record Suspected(ServerFailure failure) implements Verdict {}

    /// Nothing: the connect was cancelled, or ended for a reason of its own.
    record Nothing() implements Verdict {}

    /// Whether another server may do what this one has not done.
    default boolean letsOthersTry() {
        return switch (this) {
            case Failed ignored -> true;
            case Suspected ignored -> true;
            case Granted ignored -> false;
            case Refused ignored -> false;
            case Nothing ignored -> false;
        };
    }

    /// What a failed handshake tells.
    ///
    /// @param where the phase in which it failed
    static Verdict of(SocksFailure failure, Phase where) {
        return failure instanceof SocksFailure.Closed && where == Phase.REPLY
                ? new Suspected(ServerFailure.CLOSED)
                : of(failure.fault());
    }

    private static Verdict of(Fault fault) {
        return switch (fault) {
            case DESTINATION -> new Refused();
            case REQUEST, CREDENTIALS -> new Nothing();
            case TLS -> new Failed(ServerFailure.TLS);
            case METHOD -> new Failed(ServerFailure.METHOD);
            case LOGIN -> new Failed(ServerFailure.LOGIN);
            case CLOSED -> new Failed(ServerFailure.CLOSED);
            case PROTOCOL -> new Failed(ServerFailure.NONSENSE);
            case SERVER -> new Failed(ServerFailure.BROKEN);
        };
    }
}
