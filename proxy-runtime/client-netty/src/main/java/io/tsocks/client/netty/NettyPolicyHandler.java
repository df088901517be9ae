package io.tsocks.client.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.PendingWriteQueue;
import io.netty.util.ReferenceCountUtil;
import io.tsocks.client.Destinations;
import io.tsocks.client.Leg;
import io.tsocks.client.Tsocks;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Makes a Netty channel connect where a policy says. Add it first to the pipeline, and make the
/// bootstrap resolve nothing:
///
/// ```java
/// bootstrap.resolver(NoopAddressResolverGroup.INSTANCE)
///         .handler(new ChannelInitializer<SocketChannel>() {
///             protected void initChannel(SocketChannel channel) {
///                 channel.pipeline().addFirst(new NettyPolicyHandler(tsocks));
///             }
///         });
/// ```
///
/// The connect's future completes when the destination is reached. Only then do the handlers after
/// this one see the channel active, and this handler removes itself. Data written earlier waits. A
/// Netty channel connects only once, so if there are several addresses, the first one is taken.
/// GSSAPI is not offered to servers. If a server uses TLS, a handler that encrypts stays first in
/// the pipeline; a half-close of the channel is then one of TCP, not of TLS. A server at an AF_UNIX
/// socket is refused.
///
/// The channel's CONNECT_TIMEOUT_MILLIS, by default 30 seconds, covers everything: the lookup, the
/// connect and the handshake. When it expires, the future fails with a [ConnectTimeoutException]
/// whose cause says what was waited for.
///
/// A failed connect closes the channel and fails the waiting writes, and the handlers after this
/// one never see the channel active.
///
/// Each channel needs its own instance, which the channel's event loop owns.
public final class NettyPolicyHandler extends ChannelDuplexHandler {

    /// The name in the pipeline of the handler that carries the bytes through TLS.
    private static final String TLS = "io.tsocks.tls";

    private final Tsocks tsocks;
    private final ConnectTimers timers = new ConnectTimers();
    private State state = State.IDLE;
    private @Nullable PendingWriteQueue writes;
    private @Nullable ChannelPromise promise;
    private @Nullable LegSearch search;

    /// The leg that is under way, once the policy has answered.
    private @Nullable Leg leg;

    /// The handshake of the leg; null if the destination is reached directly.
    private @Nullable LegHandshake handshake;

    /// The state of the channel's connect.
    private enum State {
        IDLE,
        CONNECTING,
        CONNECTED,
        FAILED
    }

    /// Makes a handler for one channel.
    public NettyPolicyHandler(Tsocks tsocks) {
        this.tsocks = tsocks;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        writes = new PendingWriteQueue(context);
    }

    @Override
    public void connect(
            ChannelHandlerContext context,
            SocketAddress remote,
            @Nullable SocketAddress local,
            ChannelPromise connecting) {
        promise = connecting;
        state = State.CONNECTING;
        guarded(context, () -> search(context, remote, local));
    }

    private void search(
            ChannelHandlerContext context, SocketAddress remote, @Nullable SocketAddress local)
            throws IOException {
        if (!(remote instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("not an internet address: " + remote);
        }
        SocksAddress destination = Destinations.of(address);
        int millis = context.channel().config().getConnectTimeoutMillis();
        timers.start(
                context.executor(), millis, () -> fail(context, timedOut(destination, millis)));
        search =
                LegSearch.start(
                        tsocks,
                        destination,
                        context.executor(),
                        found -> guarded(context, () -> go(context, found, local)),
                        failure -> fail(context, failure));
    }

    private void go(ChannelHandlerContext context, Leg found, @Nullable SocketAddress local) {
        if (state != State.CONNECTING) {
            found.failed(new ClosedChannelException());
            return;
        }
        leg = found;
        handshake = found.handshake().map(LegHandshake::new).orElse(null);
        enter(context, found, Phase.CONNECT);
        context.connect(found.address(), local)
                .addListener(
                        (ChannelFuture done) -> guarded(context, () -> reached(context, done)));
    }

    private void enter(ChannelHandlerContext context, Leg current, Phase phase) {
        timers.enter(context.executor(), current, phase, () -> fail(context, current.late()));
    }

    private void reached(ChannelHandlerContext context, ChannelFuture done) throws IOException {
        Leg current = leg;
        if (current == null) {
            return;
        }
        if (!done.isSuccess()) {
            throw current.unreachable(done.cause());
        }
        speak(context, current);
    }

    private void speak(ChannelHandlerContext context, Leg current) throws IOException {
        LegHandshake speaking = handshake;
        if (speaking == null) {
            succeed(current);
            pass(context);
        } else {
            advance(context, current, speaking);
        }
    }

    private void advance(ChannelHandlerContext context, Leg current, LegHandshake speaking)
            throws IOException {
        speaking.advance(context);
        look(context, current, speaking);
    }

    private void look(ChannelHandlerContext context, Leg current, LegHandshake speaking)
            throws IOException {
        switch (speaking.state()) {
            case HandshakeState.Negotiating(Phase phase) -> {
                enter(context, current, phase);
                context.read();
            }
            case HandshakeState.Established ignored -> established(context, current, speaking);
            case HandshakeState.Failed failed -> throw current.refused(failed);
            case HandshakeState.Listening ignored ->
                    throw new IllegalStateException("CONNECT has one reply");
        }
    }

    private void established(ChannelHandlerContext context, Leg current, LegHandshake spoken) {
        succeed(current);
        Optional<Tls> tls = spoken.tls();
        tls.ifPresent(
                one -> context.pipeline().addBefore(context.name(), TLS, new TlsCarrier(one)));
        context.fireChannelActive();
        if (tls.isPresent()) {
            carryRest(context, spoken);
        } else {
            spoken.passRest(context);
        }
        pass(context);
    }

    private static void carryRest(ChannelHandlerContext context, LegHandshake spoken) {
        ChannelHandlerContext carrier = context.pipeline().context(TLS);
        if (carrier != null && carrier.handler() instanceof TlsCarrier tls) {
            tls.begin(carrier, spoken.takeRest());
        }
    }

    private void succeed(Leg current) {
        current.succeeded();
        leg = null;
        timers.stop();
        ChannelPromise waiting = promise;
        if (waiting != null && !waiting.trySuccess()) {
            throw new CancellationException("the connection is not wanted any more");
        }
        state = State.CONNECTED;
    }

    /// Hands the channel over to the application.
    private void pass(ChannelHandlerContext context) {
        PendingWriteQueue waiting = writes;
        writes = null;
        if (waiting != null) {
            ChannelFuture ignored = waiting.removeAndWriteAll();
            context.flush();
        }
        context.pipeline().remove(this);
    }

    /// Ends a connect that has failed. All failures come here, so that no caller is left waiting.
    private void fail(ChannelHandlerContext context, Throwable reason) {
        if (state != State.CONNECTING) {
            return;
        }
        state = State.FAILED;
        timers.stop();
        if (search != null) {
            search.stop();
        }
        Leg current = leg;
        leg = null;
        if (current != null) {
            tell(current, reason);
        }
        ChannelPromise waiting = promise;
        if (waiting != null) {
            waiting.tryFailure(reason);
        }
        failWrites(reason);
        ChannelFuture ignored = context.close();
    }

    /// Reports the failure to the leg. A listener that throws now does not keep others from
    /// learning of the failure.
    private static void tell(Leg current, Throwable reason) {
        try {
            current.failed(reason);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void failWrites(Throwable reason) {
        PendingWriteQueue waiting = writes;
        writes = null;
        if (waiting != null) {
            waiting.removeAndFailAll(reason);
        }
    }

    /// Runs a step. An exception, including one of a listener, ends the connect.
    private void guarded(ChannelHandlerContext context, Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            fail(context, e);
        }
    }

    /// A step of the connect.
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private IOException timedOut(SocksAddress destination, int millis) {
        Leg current = leg;
        IOException late =
                current == null
                        ? new SocketTimeoutException("resolving " + destination.host())
                        : current.late(Duration.ofMillis(millis));
        IOException timedOut =
                new ConnectTimeoutException(
                        "connection timed out after " + millis + " ms: " + late.getMessage());
        timedOut.initCause(late);
        return timedOut;
    }

    /// The program gives up the connect. Without this, it would look as if the server had closed
    /// the connection.
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise closing) {
        fail(context, new ClosedChannelException());
        ChannelFuture ignored = context.close(closing);
    }

    @Override
    public void disconnect(ChannelHandlerContext context, ChannelPromise closing) {
        close(context, closing);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (state == State.IDLE || state == State.CONNECTED) {
            context.fireChannelActive();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Leg current = leg;
        LegHandshake speaking = handshake;
        if (state == State.FAILED) {
            ReferenceCountUtil.release(message);
        } else if (current == null || speaking == null || !(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
        } else {
            speaking.receive(bytes);
            guarded(context, () -> advance(context, current, speaking));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Leg current = leg;
        LegHandshake speaking = handshake;
        if (current != null && speaking != null) {
            speaking.endOfInput();
            guarded(context, () -> look(context, current, speaking));
        }
        if (state == State.IDLE || state == State.CONNECTED) {
            context.fireChannelInactive();
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        PendingWriteQueue waiting = writes;
        if (waiting == null) {
            ChannelFuture ignored = context.write(message, promise);
        } else {
            waiting.add(message, promise);
        }
    }

    /// Also called if the channel is closed before it was connected.
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        fail(context, new ClosedChannelException());
        failWrites(new ClosedChannelException());
        if (handshake != null) {
            handshake.release();
        }
    }
}
