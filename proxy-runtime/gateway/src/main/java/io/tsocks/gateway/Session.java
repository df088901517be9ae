package io.tsocks.gateway;

import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.Routed;
import io.tsocks.protocol.SocksAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Serves one client of a gateway: finds out what it speaks, and carries out its request. One
/// virtual thread does that, until the relay takes over. An [Opening] may do the first part, or all
/// of it.
final class Session {

    private static final int VERSION_4 = 4;
    private static final int VERSION_5 = 5;

    /// More than the opening of most clients. Heads of HTTP take several reads.
    private static final int BUFFER = 1024;

    private final Gateway gateway;
    private final LiveClient client;
    private final Optional<LoginCheck> logins;
    private final Stranger stranger;

    /// Whether a tunnel has taken over, which says itself when it has ended.
    private boolean isHandedOver;

    private CloseReason reason = CloseReason.NO_REQUEST;

    Session(Gateway gateway, LiveClient client, Optional<LoginCheck> logins) {
        this.gateway = gateway;
        this.client = client;
        this.logins = logins;
        this.stranger = new Stranger(client.socket(), gateway.limits().handshake());
    }

    /// Begins to serve: from now on the client is one of those that have not sent a whole request.
    void begin() {
        gateway.strangers().enter(stranger);
    }

    /// Serves the client in a virtual thread.
    ///
    /// @param taken what has been read of its input already
    /// @param begun the handshake that has begun; null if there is none
    void runInThread(byte[] taken, @Nullable SocksSession begun) {
        Thread ignored = Thread.ofVirtual().name("tsocks-gateway").start(() -> run(taken, begun));
    }

    private void run(byte[] taken, @Nullable SocksSession begun) {
        try {
            InputStream rest = stranger.input();
            InputStream all =
                    taken.length == 0
                            ? rest
                            : new SequenceInputStream(new ByteArrayInputStream(taken), rest);
            InputStream in = new BufferedInputStream(all, BUFFER);
            if (begun == null) {
                serve(in);
            } else {
                begun.run(in);
            }
        } catch (IOException e) {
            // The client left, or was told of the failure in its own protocol.
        } finally {
            leave();
        }
    }

    /// Ends the client, unless a tunnel has taken over.
    void leave() {
        boolean ignored = gateway.strangers().leave(stranger);
        if (!isHandedOver) {
            gateway.ended(client, reason);
        }
    }

    private void serve(InputStream in) throws IOException {
        switch (firstByte(in)) {
            case VERSION_4 -> socks(ClientProtocol.SOCKS4).run(in);
            case VERSION_5 -> socks(ClientProtocol.SOCKS5).run(in);
            default -> {
                client.speaks(ClientProtocol.HTTP);
                new HttpBridge(new HttpSession(this), client.socket(), in).run();
            }
        }
    }

    private SocksSession socks(ClientProtocol version) {
        client.speaks(version);
        return new SocksSession(this);
    }

    /// The handshake of a client that speaks SOCKS.
    ///
    /// @param first its first byte
    /// @return empty if it speaks something else
    Optional<SocksSession> socks(int first) {
        return switch (first) {
            case VERSION_4 -> Optional.of(socks(ClientProtocol.SOCKS4));
            case VERSION_5 -> Optional.of(socks(ClientProtocol.SOCKS5));
            default -> Optional.empty();
        };
    }

    /// The first byte, which stays in the stream. A client that sends none in time gets an answer
    /// in HTTP.
    private static int firstByte(InputStream in) throws IOException {
        in.mark(1);
        try {
            return in.read();
        } catch (HttpProblem e) {
            return -1;
        } finally {
            in.reset();
        }
    }

    LiveClient client() {
        return client;
    }

    /// How long the client may take until its request is whole.
    Duration timeLeft() {
        return stranger.timeLeft();
    }

    Gateway gateway() {
        return gateway;
    }

    GatewayLimits limits() {
        return gateway.limits();
    }

    /// Whether the client has to log in.
    boolean hasUsers() {
        return logins.isPresent();
    }

    /// Whether a login is good; the client is that user then.
    boolean logsIn(String user, String password) {
        boolean isGood = logins.isEmpty() || logins.get().isGood(user, password);
        if (isGood && hasUsers()) {
            client.loggedInAs(user);
        }
        return isGood;
    }

    /// The client's request is whole, so it has shown what it wants in time.
    ///
    /// @throws HttpProblem if it had to make room for others
    void accepted() throws IOException {
        if (!gateway.strangers().leave(stranger)) {
            throw stranger.displaced();
        }
        stranger.admit(Duration.ZERO);
        client.touch();
    }

    /// The client was refused, and is told so.
    void refused(String why) {
        reason = CloseReason.TURNED_AWAY;
        gateway.tell(new GatewayEvent.Refused(client.info(), why));
    }

    /// The destination was not reached, and the client is told so.
    void failed(IOException failure) {
        if (failure instanceof RouteRefusedException
                || failure instanceof Guard.ForbiddenException) {
            refused(why(failure));
        } else {
            reason = CloseReason.FAILED;
            gateway.tell(new GatewayEvent.Failed(client.info(), why(failure)));
        }
    }

    /// A failure in words for the client, with the rule that refuses.
    static String why(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof RouteRefusedException refused
                        && refused.decision().rule().line() > 0
                ? message + " (" + refused.decision().rule().describe() + ")"
                : message;
    }

    /// Connects as the policy says.
    Routed<Socket> connect(SocksAddress asked) throws IOException {
        try {
            Routed<Socket> routed = gateway.routes().connect(client, asked);
            routed.connection().setTcpNoDelay(true);
            reason = CloseReason.BROKEN;
            return routed;
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }

    /// The connection is made, by the way that was asked for.
    ///
    /// @throws IOException if the policy has changed, or the client was stopped; it is closed then
    void connected(Routes.Direct way, Socket target) throws IOException {
        gateway.routes().made(client, way, target);
        reason = CloseReason.BROKEN;
    }

    /// Carries from now on. A tunnel takes over if both sides are plain channels.
    ///
    /// @param fromClient of which some may have been read already
    void relay(InputStream fromClient, Duplex target) throws IOException {
        client.touch();
        Optional<SocketChannel> channel = channel(target);
        if (channel.isPresent()) {
            byte[] first = fromClient.readNBytes(fromClient.available());
            client.addUp(first.length);
            isHandedOver = true;
            gateway.tunnel(client, first, channel.get());
            return;
        }
        try (target) {
            boolean isInOrder =
                    Relay.run(Duplex.of(client.socket()), fromClient, target, target.input());
            reason = isInOrder ? CloseReason.ENDED : CloseReason.BROKEN;
        }
    }

    /// Carries from now on, in the loop that has made the connection.
    void relay(RelayLoop loop, byte[] first, SocketChannel target) {
        client.touch();
        client.addUp(first.length);
        isHandedOver = true;
        gateway.tunnel(loop, client, first, target);
    }

    private static Optional<SocketChannel> channel(Duplex target) {
        return target instanceof MeteredDuplex(Duplex.OfSocket(Socket socket), _)
                ? Optional.ofNullable(socket.getChannel())
                : Optional.empty();
    }

    /// The request was carried out to its end.
    void ended(CloseReason why) {
        reason = why;
    }
}
