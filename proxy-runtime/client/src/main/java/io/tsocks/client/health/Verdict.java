package io.tsocks.client.health;

import io.tsocks.protocol.Fault;
import java.time.Duration;

/// What a connect through a server, or a check of it, tells of the server.
public sealed interface Verdict {

    /// It granted the request, or passed the check.
    ///
    /// @param handshake from the start of the turn to the end of the handshake
    record Granted(Duration handshake) implements Verdict {}

    /// It refused the destination, or could not reach it. It lives.
    record Refused() implements Verdict {}

    /// It is at fault itself.
    record Failed(ServerFailure failure) implements Verdict {}

    /// Nothing: the connect was cancelled, or ended for a reason of its own.
    record Nothing() implements Verdict {}

    /// What a failed handshake tells.
    static Verdict of(Fault fault) {
        return switch (fault) {
            case DESTINATION -> new Refused();
            case REQUEST -> new Nothing();
            case TLS -> new Failed(ServerFailure.TLS);
            case METHOD -> new Failed(ServerFailure.METHOD);
            case LOGIN -> new Failed(ServerFailure.LOGIN);
            case CLOSED -> new Failed(ServerFailure.CLOSED);
            case PROTOCOL -> new Failed(ServerFailure.NONSENSE);
            case SERVER -> new Failed(ServerFailure.BROKEN);
        };
    }
}
