package io.tsocks.client;

import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One way to a destination, for programs whose connections are no sockets of this client, such as
/// those of an event loop: [Tsocks#firstLeg] says where to connect and what to say there, and the
/// program does it.
///
/// 1. Connect to [#address], and nowhere else.
/// 2. Drive the [#handshake], if there is one, and [#enter] each of its phases.
/// 3. When the connection is the application's, say [#succeeded]; whatever else ends it, say
///    [#failed]. Exactly one of both: the [ConnectListener] waits for it.
///
/// A phase that has no [#timeLeft] any more is over, and the connect with it. [#late],
/// [#unreachable] and [#refused] make the exceptions that a connect of the client would throw. A
/// leg neither waits nor closes anything.
///
/// One thread at a time uses it.
public final class Leg {

    private final Router.Hop hop;
    private final InetSocketAddress address;
    private final @Nullable SocksHandshake handshake;
    private final Progress progress;

    private Leg(
            Router.Hop hop,
            InetSocketAddress address,
            @Nullable SocksHandshake handshake,
            Progress progress) {
        this.hop = hop;
        this.address = address;
        this.handshake = handshake;
        this.progress = progress;
    }

    /// What is to be connected to for a hop. The server's name may have to be resolved for it, and
    /// its login asked for; both count as part of the connect.
    ///
    /// @throws SocksException if the server has no address or no login in time
    /// @throws RouteRefusedException if the server is in no local network
    static Leg over(Router.Hop hop, Tsocks.InForce inForce, Progress progress) throws IOException {
        progress.enter(Phase.CONNECT);
        return switch (hop) {
            case Router.Direct(SocksAddress.Ip to, var ignored) ->
                    new Leg(hop, new InetSocketAddress(to.address(), to.port()), null, progress);
            case Router.Via via -> {
                InetSocketAddress server = firstAddress(via, inForce.router(), progress);
                SocksRequest request = SocksRequest.connect(via.destination());
                SocksHandshake handshake =
                        inForce.dialer().sequential(via.server(), request, progress);
                yield new Leg(hop, server, handshake, progress);
            }
        };
    }

    private static InetSocketAddress firstAddress(Router.Via via, Router router, Progress progress)
            throws IOException {
        try {
            return router.addressesOf(via, progress.deadline(), progress.cancellation()).getFirst();
        } catch (DeadlineException e) {
            throw SocksException.late(Phase.CONNECT, via.server(), via.destination(), e);
        } catch (UnknownHostException e) {
            throw SocksException.unreachable(via.server(), via.destination(), e);
        }
    }

    /// What to connect to: the destination itself, or the SOCKS server. Resolved; of several
    /// addresses the first one.
    public InetSocketAddress address() {
        return address;
    }

    /// What to say to the server, always the same object: a CONNECT for the destination, one
    /// message after another, without GSSAPI. Empty if the destination is reached directly.
    public Optional<SocksHandshake> handshake() {
        return Optional.ofNullable(handshake);
    }

    /// Begins a phase, with a deadline of its own. A leg begins in [Phase#CONNECT]; the phase that
    /// it is in goes on.
    public void enter(Phase phase) {
        progress.enter(phase);
    }

    /// Until the deadline of the phase, or of the whole connect if that is earlier; zero or less
    /// once it has passed.
    public Duration timeLeft() {
        return Duration.ofNanos(progress.deadline().nanosLeft());
    }

    /// The phase's deadline has passed.
    ///
    /// @return a [SocksException], or for a direct connect a [SocketTimeoutException]
    public IOException late() {
        return late(progress.deadline().limit());
    }

    /// A deadline of the program's own has passed.
    ///
    /// @param limit what it gave to the connect, for the message
    /// @return as [#late()]
    public IOException late(Duration limit) {
        DeadlineException late = new DeadlineException(limit);
        return switch (hop) {
            case Router.Direct direct ->
                    new SocketTimeoutException(direct.destination() + ": " + late.getMessage());
            case Router.Via via ->
                    SocksException.late(progress.phase(), via.server(), via.destination(), late);
        };
    }

    /// [#address] could not be connected to.
    ///
    /// @return a [SocksException] about the server, or for a direct connect the cause itself, in an
    ///     [IOException] if it is none
    public IOException unreachable(Throwable cause) {
        IOException failure = Failures.orUnknown(Failures.asIo(cause));
        return switch (hop) {
            case Router.Direct ignored -> failure;
            case Router.Via via ->
                    SocksException.unreachable(via.server(), via.destination(), failure);
        };
    }

    /// The handshake has failed.
    ///
    /// @param end the state that it ended in
    /// @throws IllegalStateException if the leg has no server
    public SocksException refused(HandshakeState.Failed end) {
        return switch (hop) {
            case Router.Direct ignored -> throw new IllegalStateException("no server");
            case Router.Via via ->
                    SocksException.of(
                            end.phase(), via.server(), via.destination(), end.failure(), null);
        };
    }

    /// The connection is there, and from now on the application's.
    public void succeeded() {
        progress.end(null);
    }

    /// The connect is over without a connection.
    ///
    /// @param reason for the listener, in an [IOException] if it is none
    public void failed(Throwable reason) {
        progress.end(Failures.asIo(reason));
    }
}
