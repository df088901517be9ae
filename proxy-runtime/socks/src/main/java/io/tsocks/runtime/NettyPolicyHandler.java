package io.tsocks.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.util.concurrent.ScheduledFuture;
import io.tsocks.engine.SocksServer;
import io.tsocks.socks.HandshakeState;
import io.tsocks.socks.Phase;
import io.tsocks.socks.SocksAddress;
import io.tsocks.socks.SocksFailure;
import io.tsocks.socks.SocksHandshake;
import io.tsocks.socks.SocksRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
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
/// One for each channel; its event loop owns everything here.
//
// Netty's types are not "requires transitive", which is what the suppressed warning wants: whoever
// compiles against this module would then need Netty, optional or not.
@SuppressWarnings("exports")
public final class NettyPolicyHandler extends ChannelDuplexHandler {

    private final Tsocks tsocks;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private @Nullable PendingWriteQueue writes;
    private @Nullable Exchange exchange;

    /// For one channel.
    public NettyPolicyHandler(Tsocks tsocks) {
        this.tsocks = tsocks;
    }

    /// A handshake that is going on.
    private record Exchange(
            SocksHandshake handshake,
            SocksServer server,
            Progress progress,
            ChannelPromise promise) {}

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        writes = new PendingWriteQueue(context);
    }

    @Override
    public void connect(
            ChannelHandlerContext context,
            SocketAddress remote,
            @Nullable SocketAddress local,
            ChannelPromise promise)
            throws Exception {
        if (!(remote instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("not an internet address: " + remote);
        }
        SocksAddress destination = Tsocks.destination(address);
        Thread.ofVirtual()
                .name("tsocks-route")
                .start(() -> route(context, destination, local, promise));
    }

    /// Where to go may take a question to a resolver, for which no event loop may wait.
    private void route(
            ChannelHandlerContext context,
            SocksAddress destination,
            @Nullable SocketAddress local,
            ChannelPromise promise) {
        try {
            Tsocks.Leg leg = tsocks.firstLeg(destination);
            context.executor().execute(() -> go(context, leg, local, promise));
        } catch (IOException | RuntimeException e) {
            promise.tryFailure(e);
        }
    }

    private void go(
            ChannelHandlerContext context,
            Tsocks.Leg leg,
            @Nullable SocketAddress local,
            ChannelPromise promise) {
        leg.progress().enter(Phase.CONNECT);
        switch (leg.hop()) {
            case Router.Direct _ ->
                    context.connect(leg.address(), local, promise)
                            .addListener((ChannelFuture done) -> arrived(context, leg, done));
            case Router.Via via -> {
                SocksServer server = via.route().server();
                SocksHandshake handshake =
                        tsocks.dialer().sequential(server, SocksRequest.connect(via.destination()));
                exchange = new Exchange(handshake, server, leg.progress(), promise);
                watch(context, leg.progress());
                context.connect(leg.address(), local)
                        .addListener((ChannelFuture done) -> reached(context, done));
            }
        }
    }

    private void arrived(ChannelHandlerContext context, Tsocks.Leg leg, ChannelFuture done) {
        leg.progress().end(Failures.asIo(done.cause()));
        if (done.isSuccess()) {
            pass(context);
        }
    }

    private void reached(ChannelHandlerContext context, ChannelFuture done) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        if (done.isSuccess()) {
            advance(context, current);
        } else {
            fail(
                    context,
                    current,
                    SocksException.unreachable(
                            current.server(),
                            current.progress().destination(),
                            Failures.orUnknown(Failures.asIo(done.cause()))));
        }
    }

    /// Sends, feeds and looks, until the server has to say more.
    private void advance(ChannelHandlerContext context, Exchange current) {
        SocksHandshake handshake = current.handshake();
        boolean moved = true;
        while (moved) {
            moved = false;
            if (handshake.output().hasRemaining()) {
                ByteBuffer output = handshake.output();
                ByteBuf message = Unpooled.copiedBuffer(output);
                output.position(output.limit());
                ChannelFuture _ = context.writeAndFlush(message);
            }
            int length = Math.min(handshake.needed(), received.readableBytes());
            if (length > 0) {
                handshake.receive(received.readSlice(length).nioBuffer());
                moved = true;
            }
        }
        look(context, current);
    }

    private void look(ChannelHandlerContext context, Exchange current) {
        switch (current.handshake().state()) {
            case HandshakeState.Negotiating(Phase phase) -> {
                if (phase != current.progress().phase()) {
                    current.progress().enter(phase);
                    watch(context, current.progress());
                }
                context.read();
            }
            case HandshakeState.Established _ -> established(context, current);
            case HandshakeState.Failed(Phase phase, SocksFailure failure) ->
                    fail(
                            context,
                            current,
                            SocksException.of(
                                    phase,
                                    current.server(),
                                    current.progress().destination(),
                                    failure,
                                    null));
            case HandshakeState.Listening _ ->
                    throw new IllegalStateException("CONNECT has one reply");
        }
    }

    private void established(ChannelHandlerContext context, Exchange current) {
        exchange = null;
        current.progress().end(null);
        current.promise().trySuccess();
        context.fireChannelActive();
        if (received.isReadable()) {
            context.fireChannelRead(received.readRetainedSlice(received.readableBytes()));
            context.fireChannelReadComplete();
        }
        pass(context);
    }

    /// From here on the channel is the application's.
    private void pass(ChannelHandlerContext context) {
        PendingWriteQueue waiting = writes;
        writes = null;
        if (waiting != null) {
            ChannelFuture _ = waiting.removeAndWriteAll();
            context.flush();
        }
        context.pipeline().remove(this);
    }

    private void fail(ChannelHandlerContext context, Exchange current, IOException reason) {
        exchange = null;
        current.progress().end(reason);
        current.promise().tryFailure(reason);
        PendingWriteQueue waiting = writes;
        writes = null;
        if (waiting != null) {
            waiting.removeAndFailAll(reason);
        }
        ChannelFuture _ = context.close();
    }

    private void watch(ChannelHandlerContext context, Progress progress) {
        Deadline deadline = progress.deadline();
        ScheduledFuture<?> _ =
                context.executor()
                        .schedule(
                                () -> expire(context, progress, deadline),
                                deadline.nanosLeft(),
                                TimeUnit.NANOSECONDS);
    }

    private void expire(ChannelHandlerContext context, Progress progress, Deadline deadline) {
        Exchange current = exchange;
        if (current != null && progress.deadline().equals(deadline)) {
            fail(
                    context,
                    current,
                    SocksException.late(
                            progress.phase(),
                            current.server(),
                            progress.destination(),
                            new DeadlineException(deadline.limit())));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (exchange == null) {
            context.fireChannelActive();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Exchange current = exchange;
        if (current == null || !(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        received = Unpooled.wrappedBuffer(received, bytes);
        advance(context, current);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Exchange current = exchange;
        if (current != null) {
            current.handshake().endOfInput();
            look(context, current);
        }
        context.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        PendingWriteQueue waiting = writes;
        if (waiting == null) {
            ChannelFuture _ = context.write(message, promise);
        } else {
            waiting.add(message, promise);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        received.release();
        received = Unpooled.EMPTY_BUFFER;
    }
}
