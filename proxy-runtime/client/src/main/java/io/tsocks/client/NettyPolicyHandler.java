package io.tsocks.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.PendingWriteQueue;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.tsocks.client.time.Deadline;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksFailure;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes the connect of a Netty channel go where a policy says. Add it first to the pipeline, and
/// have the bootstrap resolve nothing:
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
/// The connect's future completes when the destination is reached, and only then is the channel
/// active to the handlers after this one, which then removes itself. What is written before waits.
/// A Netty channel connects once, so of several addresses the first one is taken. GSSAPI is not
/// offered to servers. Netty is needed only by those who use this class.
///
/// The channel's CONNECT_TIMEOUT_MILLIS, 30 seconds unless it is set, is for all of it: the lookup,
/// the connect and the handshake. When it expires, the future fails with a
/// [ConnectTimeoutException] whose cause says what was waited for.
///
/// A connect that fails closes the channel, fails what waits to be written, and the handlers after
/// this one never see the channel active.
///
/// One for each channel; its event loop owns everything here.
//
// Netty's types are not "requires transitive", which is what the suppressed warning wants: whoever
// compiles against this module would then need Netty, optional or not.
@SuppressWarnings("exports")
public final class NettyPolicyHandler extends ChannelDuplexHandler {

    private final Tsocks tsocks;
    private State state = State.IDLE;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private @Nullable PendingWriteQueue writes;
    private @Nullable ChannelPromise promise;
    private @Nullable Attempt attempt;
    private @Nullable ScheduledFuture<?> timer;
    private @Nullable ScheduledFuture<?> wholeTimer;
    private final Cancellation lookup = new Cancellation();

    /// How far the channel's connect is.
    private enum State {
        IDLE,
        CONNECTING,
        CONNECTED,
        FAILED
    }

    /// What is under way once the policy has answered.
    ///
    /// @param handshake null where the destination is reached directly
    private record Attempt(Tsocks.Leg leg, @Nullable SocksHandshake handshake) {

        SocksAddress destination() {
            return leg.progress().destination();
        }

        /// The server's, where there is one.
        IOException late(Deadline deadline) {
            DeadlineException late = new DeadlineException(deadline.limit());
            return switch (leg.hop()) {
                case Router.Direct ignored ->
                        new SocketTimeoutException(destination() + ": " + late.getMessage());
                case Router.Via via ->
                        SocksException.late(
                                leg.progress().phase(), via.server(), destination(), late);
            };
        }

        IOException unreachable(IOException cause) {
            return switch (leg.hop()) {
                case Router.Direct ignored -> cause;
                case Router.Via via ->
                        SocksException.unreachable(via.server(), destination(), cause);
            };
        }

        IOException failed(Phase phase, SocksFailure failure) {
            return switch (leg.hop()) {
                case Router.Direct ignored -> throw new IllegalStateException("no server");
                case Router.Via via ->
                        SocksException.of(phase, via.server(), destination(), failure, null);
            };
        }
    }

    /// For one channel.
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
        guarded(
                context,
                () -> {
                    if (!(remote instanceof InetSocketAddress address)) {
                        throw new IllegalArgumentException("not an internet address: " + remote);
                    }
                    SocksAddress destination = Destinations.of(address);
                    watchWhole(context, destination);
                    Thread ignored =
                            Thread.ofVirtual()
                                    .name("tsocks-route")
                                    .start(() -> route(context, destination, local));
                });
    }

    /// Where to go may take a question to a resolver, for which no event loop may wait.
    private void route(
            ChannelHandlerContext context,
            SocksAddress destination,
            @Nullable SocketAddress local) {
        Runnable next;
        try {
            Attempt prepared = prepare(tsocks.firstLeg(destination, lookup));
            next = () -> guarded(context, () -> go(context, prepared, local));
        } catch (Throwable e) {
            next = () -> fail(context, e);
        }
        try {
            context.executor().execute(next);
        } catch (RejectedExecutionException e) {
            // The event loop is gone, and its channels with it.
        }
    }

    /// A login, too, may take a question to somebody else.
    private Attempt prepare(Tsocks.Leg leg) throws IOException {
        try {
            return switch (leg.hop()) {
                case Router.Direct ignored -> new Attempt(leg, null);
                case Router.Via via -> new Attempt(leg, handshake(via, leg.progress()));
            };
        } catch (IOException e) {
            leg.progress().end(e);
            throw e;
        }
    }

    private void go(ChannelHandlerContext context, Attempt started, @Nullable SocketAddress local) {
        Tsocks.Leg leg = started.leg();
        if (state != State.CONNECTING) {
            leg.progress().end(new ClosedChannelException());
            return;
        }
        attempt = started;
        leg.progress().enter(Phase.CONNECT);
        watch(context, started);
        context.connect(leg.address(), local)
                .addListener(
                        (ChannelFuture done) -> guarded(context, () -> reached(context, done)));
    }

    private SocksHandshake handshake(Router.Via via, Progress progress) throws IOException {
        SocksRequest request = SocksRequest.connect(via.destination());
        return tsocks.inForce().dialer().sequential(via.server(), request, progress);
    }

    private void reached(ChannelHandlerContext context, ChannelFuture done) throws IOException {
        Attempt current = attempt;
        if (current == null) {
            return;
        }
        if (!done.isSuccess()) {
            throw current.unreachable(Failures.orUnknown(Failures.asIo(done.cause())));
        }
        SocksHandshake handshake = current.handshake();
        if (handshake == null) {
            succeed(current);
            pass(context);
        } else {
            advance(context, current, handshake);
        }
    }

    /// Sends, feeds and looks, until the server has to say more.
    private void advance(ChannelHandlerContext context, Attempt current, SocksHandshake handshake)
            throws IOException {
        boolean moved = true;
        while (moved) {
            moved = false;
            if (handshake.output().hasRemaining()) {
                ByteBuffer output = handshake.output();
                ByteBuf message = Unpooled.copiedBuffer(output);
                output.position(output.limit());
                ChannelFuture ignored = context.writeAndFlush(message);
            }
            int length = Math.min(handshake.needed(), received.readableBytes());
            if (length > 0) {
                handshake.receive(received.readSlice(length).nioBuffer());
                moved = true;
            }
        }
        look(context, current, handshake);
    }

    private void look(ChannelHandlerContext context, Attempt current, SocksHandshake handshake)
            throws IOException {
        switch (handshake.state()) {
            case HandshakeState.Negotiating(Phase phase) -> {
                if (phase != current.leg().progress().phase()) {
                    current.leg().progress().enter(phase);
                    watch(context, current);
                }
                context.read();
            }
            case HandshakeState.Established ignored -> established(context, current);
            case HandshakeState.Failed(Phase phase, SocksFailure failure) ->
                    throw current.failed(phase, failure);
            case HandshakeState.Listening ignored ->
                    throw new IllegalStateException("CONNECT has one reply");
        }
    }

    private void established(ChannelHandlerContext context, Attempt current) {
        succeed(current);
        context.fireChannelActive();
        if (received.isReadable()) {
            context.fireChannelRead(received.readRetainedSlice(received.readableBytes()));
            context.fireChannelReadComplete();
        }
        pass(context);
    }

    private void succeed(Attempt current) {
        current.leg().progress().end(null);
        attempt = null;
        cancelTimers();
        ChannelPromise waiting = promise;
        if (waiting != null && !waiting.trySuccess()) {
            throw new CancellationException("nobody waits for the connection any more");
        }
        state = State.CONNECTED;
    }

    /// From here on the channel is the application's.
    private void pass(ChannelHandlerContext context) {
        PendingWriteQueue waiting = writes;
        writes = null;
        if (waiting != null) {
            ChannelFuture ignored = waiting.removeAndWriteAll();
            context.flush();
        }
        context.pipeline().remove(this);
    }

    /// The only end of a connect that does not succeed, whatever the reason: nobody is left
    /// waiting.
    private void fail(ChannelHandlerContext context, Throwable reason) {
        if (state != State.CONNECTING) {
            return;
        }
        state = State.FAILED;
        cancelTimers();
        lookup.cancel();
        Attempt current = attempt;
        attempt = null;
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

    /// A listener that throws now does not keep the others from hearing of the failure.
    private static void tell(Attempt current, Throwable reason) {
        try {
            current.leg().progress().end(Failures.asIo(reason));
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

    /// What the connect may throw, a listener's exceptions included, ends it.
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

    private void watchWhole(ChannelHandlerContext context, SocksAddress destination) {
        int millis = context.channel().config().getConnectTimeoutMillis();
        if (millis > 0) {
            wholeTimer =
                    context.executor()
                            .schedule(
                                    () -> fail(context, timedOut(destination, millis)),
                                    millis,
                                    TimeUnit.MILLISECONDS);
        }
    }

    private IOException timedOut(SocksAddress destination, int millis) {
        Deadline whole = Deadline.in(Duration.ofMillis(millis));
        Attempt current = attempt;
        IOException late =
                current == null
                        ? new SocketTimeoutException("resolving " + destination.host())
                        : current.late(whole);
        IOException timedOut =
                new ConnectTimeoutException(
                        "connection timed out after " + millis + " ms: " + late.getMessage());
        timedOut.initCause(late);
        return timedOut;
    }

    private void watch(ChannelHandlerContext context, Attempt current) {
        cancelTimer();
        Deadline deadline = current.leg().progress().deadline();
        timer =
                context.executor()
                        .schedule(
                                () -> fail(context, current.late(deadline)),
                                deadline.nanosLeft(),
                                TimeUnit.NANOSECONDS);
    }

    private void cancelTimer() {
        ScheduledFuture<?> running = timer;
        timer = null;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void cancelTimers() {
        cancelTimer();
        ScheduledFuture<?> running = wholeTimer;
        wholeTimer = null;
        if (running != null) {
            running.cancel(false);
        }
    }

    /// The user gives the connect up. Otherwise it would look as if the server had.
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
        if (state == State.FAILED) {
            ReferenceCountUtil.release(message);
            return;
        }
        Attempt current = attempt;
        SocksHandshake handshake = current == null ? null : current.handshake();
        if (current == null || handshake == null || !(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        received = Unpooled.wrappedBuffer(received, bytes);
        guarded(context, () -> advance(context, current, handshake));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Attempt current = attempt;
        SocksHandshake handshake = current == null ? null : current.handshake();
        if (current != null && handshake != null) {
            handshake.endOfInput();
            guarded(context, () -> look(context, current, handshake));
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

    /// Also where the channel is closed before it was connected.
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        fail(context, new ClosedChannelException());
        failWrites(new ClosedChannelException());
        received.release();
        received = Unpooled.EMPTY_BUFFER;
    }
}
