package io.tsocks.client;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.Turn;
import io.tsocks.client.health.Verdict;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.Fault;
import io.tsocks.protocol.Phase;
import java.io.IOException;
import java.time.Duration;

/// The turn of one server in a connect. It says to the server's health what the client's exceptions
/// tell of the server.
final class ServerTurn {

    private final Turn<ProxyServer> turn;
    private final long start = System.nanoTime();

    ServerTurn(Turn<ProxyServer> turn) {
        this.turn = turn;
    }

    ProxyServer server() {
        return turn.server();
    }

    /// The server granted the request.
    void granted() {
        long now = System.nanoTime();
        turn.end(new Verdict.Granted(Duration.ofNanos(now - start)), now);
    }

    /// The server passed a check.
    void passed() {
        turn.passed(System.nanoTime());
    }

    /// The connect through the server failed.
    ///
    /// @param silence what it shows if a deadline has passed: [ServerFailure#MUTE] if it was the
    ///     server's own
    /// @return whether another server of the group might succeed
    boolean failed(IOException e, ServerFailure silence) {
        Verdict verdict = verdict(e, silence);
        turn.end(verdict, System.nanoTime());
        return verdict.letsOthersTry() || isAboutRequest(e);
    }

    private static Verdict verdict(IOException e, ServerFailure silence) {
        return switch (e) {
            case RouteRefusedException ignored -> new Verdict.Failed(ServerFailure.UNREACHABLE);
            case SocksException refused when refused.failure().isPresent() ->
                    Verdict.of(refused.failure().get(), refused.phase());
            case SocksException late when late.getCause() instanceof LateLoginException ->
                    new Verdict.Nothing();
            case SocksException late when late.getCause() instanceof DeadlineException ->
                    ofSilence(late.phase(), silence);
            case SocksException ignored -> new Verdict.Failed(ServerFailure.UNREACHABLE);
            default -> new Verdict.Nothing();
        };
    }

    /// From the request on, the server may be waiting for the destination.
    private static Verdict ofSilence(Phase phase, ServerFailure silence) {
        return switch (phase) {
            case CONNECT, TLS, METHOD, AUTHENTICATION, REQUEST -> new Verdict.Failed(silence);
            case REPLY, PEER -> new Verdict.Nothing();
        };
    }

    /// A server of another kind may be able to carry out the request.
    private static boolean isAboutRequest(IOException e) {
        return switch (e) {
            case NotCarriedException ignored -> true;
            case SocksException refused ->
                    refused.failure().filter(why -> why.fault() == Fault.REQUEST).isPresent();
            default -> false;
        };
    }

    /// Nothing is known of the server, unless something was said before.
    void withdraw() {
        turn.withdraw();
    }
}
