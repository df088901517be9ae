package io.tsocks.client;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One way to a destination, for programs that make connections by themselves, for example in an
/// event loop. The leg of [Tsocks#firstLeg] says where to connect and what to send there, and the
/// program does it.
///
/// 1. Connect to [#address], and nowhere else.
/// 2. Drive the [#handshake], if there is one, and call [#enter] for each of its phases.
/// 3. Call [#succeeded] when the application can use the connection, or [#failed] if anything else
///    ends the connect. Call exactly one of the two: the [ConnectListener] waits for it.
///
/// The connect must end when the phase has no [#timeLeft]. [#late], [#unreachable] and [#refused]
/// make the exceptions that a connect of the client would throw. A leg neither waits nor closes
/// anything. If the server fails, the next leg of its group goes through another one.
///
/// Not thread-safe.
public final class Leg {

    private final Router.Hop hop;
    private final LegRoute route;
    private final @Nullable Handshake handshake;
    private final Optional<ServerTurn> turn;
    private final Progress progress;

    /// What it shows of the server if a deadline has passed.
    private ServerFailure silence = ServerFailure.LATE;

    private Leg(
            Router.Hop hop,
            LegRoute route,
            @Nullable Handshake handshake,
            Optional<ServerTurn> turn,
            Progress progress) {
        this.hop = hop;
        this.turn = turn;
        this.route = route;
        this.handshake = handshake;
        this.progress = progress;
    }

    /// The leg over a hop. The server's name may have to be resolved and its login asked for; both
    /// count as part of the connect.
    ///
    /// @param turn of the hop's server; empty if the hop is direct
    /// @throws SocksException if the server has no address, or its login does not come in time
    /// @throws RouteRefusedException if the server is in no local network
    static Leg over(
            Router.Hop hop, Optional<ServerTurn> turn, Tsocks.InForce inForce, Progress progress)
            throws IOException {
        progress.enter(Phase.CONNECT);
        return switch (hop) {
            case Router.Direct(SocksAddress.Ip to, var ignored) ->
                    new Leg(
                            hop,
                            LegRoute.direct(new InetSocketAddress(to.address(), to.port())),
                            null,
                            turn,
                            progress);
            case Router.Via via -> {
                LegRoute route = LegRoute.of(via, inForce, progress);
                Handshake handshake = route.handshake(inForce.dialer(), progress);
                yield new Leg(hop, route, handshake, turn, progress);
            }
        };
    }

    /// Has a driver connect over a hop. Whoever knows the hop's turn and progress ends both.
    ///
    /// @return nothing that needs closing
    static Closeable driven(
            Router.Hop hop, Tsocks.InForce inForce, Progress progress, LegDriver driver)
            throws IOException {
        Leg leg = over(hop, Optional.empty(), inForce, progress);
        try {
            leg.route.checkBare(progress);
            driver.drive(leg);
        } catch (IOException | RuntimeException e) {
            leg.route.failed(leg.handshake, Failures.orUnknown(Failures.asIo(e)), leg.silence);
            throw e;
        }
        leg.route.succeeded();
        return () -> {};
    }

    /// The address to connect to: that of the destination itself, or of the SOCKS server. It is
    /// resolved; if there are several addresses, it is the first one.
    public InetSocketAddress address() {
        return route.address();
    }

    /// The handshake with the server, or with several one after the other, always the same object:
    /// a CONNECT to the destination, sent one message after another, without GSSAPI. Empty if the
    /// destination is reached directly.
    public Optional<Handshake> handshake() {
        return Optional.ofNullable(handshake);
    }

    /// Begins a phase, with a deadline of its own. A leg begins in [Phase#CONNECT]. Entering the
    /// current phase again has no effect.
    public void enter(Phase phase) {
        progress.enter(phase);
    }

    /// The time until the deadline of the phase, or of the whole connect if that is earlier; zero
    /// or less once it has passed.
    public Duration timeLeft() {
        return Duration.ofNanos(progress.deadline().nanosLeft());
    }

    /// The exception for a deadline of the phase that has passed.
    ///
    /// @return a [SocksException], or for a direct connect a [SocketTimeoutException]
    public IOException late() {
        silence = progress.overall().hasPassed() ? ServerFailure.LATE : ServerFailure.MUTE;
        return lateBy(progress.deadline().limit());
    }

    /// The exception for a deadline of the program's own that has passed.
    ///
    /// @param limit the time that the program gave to the connect, for the message
    /// @return the exception, as in [#late()]
    public IOException late(Duration limit) {
        silence = ServerFailure.LATE;
        return lateBy(limit);
    }

    private IOException lateBy(Duration limit) {
        DeadlineException late = new DeadlineException(limit);
        return switch (hop) {
            case Router.Direct direct ->
                    new SocketTimeoutException(direct.destination() + ": " + late.getMessage());
            case Router.Via via ->
                    SocksException.late(progress.phase(), via.server(), via.destination(), late);
        };
    }

    /// The exception for a failed connect to [#address].
    ///
    /// @return a [SocksException] about the server, or for a direct connect the cause itself,
    ///     wrapped in an [IOException] if it is not one
    public IOException unreachable(Throwable cause) {
        IOException failure = Failures.orUnknown(Failures.asIo(cause));
        return switch (hop) {
            case Router.Direct ignored -> failure;
            case Router.Via via ->
                    SocksException.unreachable(via.server(), via.destination(), failure);
        };
    }

    /// The exception for a failed handshake.
    ///
    /// @param end the state in which it ended
    /// @throws IllegalStateException if the leg has no server
    public SocksException refused(HandshakeState.Failed end) {
        return switch (hop) {
            case Router.Direct ignored -> throw new IllegalStateException("no server");
            case Router.Via via ->
                    route.refused(Objects.requireNonNull(handshake), end, via.destination());
        };
    }

    /// Reports that the connection is established, and belongs to the application from now on.
    public void succeeded() {
        route.succeeded();
        turn.ifPresent(ServerTurn::granted);
        progress.end(null);
    }

    /// Reports that the connect has failed.
    ///
    /// @param reason for the listener, wrapped in an [IOException] if it is not one
    public void failed(Throwable reason) {
        IOException failure = Failures.orUnknown(Failures.asIo(reason));
        route.failed(handshake, failure, silence);
        turn.ifPresent(one -> one.failed(failure, silence));
        progress.end(failure);
    }
}
