package io.tsocks.client.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.tsocks.protocol.Tls;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.protocol.TlsState;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;

/// Carries the application's bytes through the TLS of the servers on the way. It stays in the
/// pipeline, next to the channel, as long as the connection lives.
final class TlsCarrier extends ChannelDuplexHandler {

    private final Tls tls;

    /// Whether nothing more is to be said of the end: it was told, or is the application's own.
    private boolean ended;

    /// @param tls open
    TlsCarrier(Tls tls) {
        this.tls = tls;
    }

    /// Passes on what came with the end of the handshake.
    ///
    /// @param rest bytes that the handshake has not read; released
    void begin(ChannelHandlerContext context, ByteBuf rest) {
        receive(context, rest);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            receive(context, bytes);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void receive(ChannelHandlerContext context, ByteBuf bytes) {
        try {
            ByteBuffer in = bytes.nioBuffer();
            boolean moved = true;
            while (moved) {
                int before = in.remaining();
                tls.receive(in);
                moved = deliver(context) || in.remaining() < before;
            }
        } finally {
            bytes.release();
        }
        sendOutput(context);
        look(context);
    }

    /// Passes decrypted bytes on.
    private boolean deliver(ChannelHandlerContext context) {
        tls.runTasks();
        ByteBuffer plaintext = tls.plaintext();
        if (!plaintext.hasRemaining()) {
            return false;
        }
        ByteBuf read = context.alloc().buffer(plaintext.remaining()).writeBytes(plaintext);
        context.fireChannelRead(read);
        return true;
    }

    private void sendOutput(ChannelHandlerContext context) {
        if (tls.output().hasRemaining()) {
            ChannelFuture ignored = context.writeAndFlush(output());
        }
    }

    private ByteBuf output() {
        ByteBuf output = Unpooled.copiedBuffer(tls.output());
        tls.output().position(tls.output().limit());
        return output;
    }

    private void look(ChannelHandlerContext context) {
        if (ended) {
            return;
        }
        switch (tls.state()) {
            case TlsState.Failed(TlsFailure failure) -> {
                ended = true;
                context.fireExceptionCaught(new SSLException(failure.message()));
                ChannelFuture ignored = context.close();
            }
            case TlsState.HalfClosed(TlsState.Side side) when side == TlsState.Side.PEER ->
                    endInput(context);
            case TlsState.Closed ignored -> endInput(context);
            case TlsState.HalfClosed ignored -> {}
            case TlsState.Handshaking ignored -> {}
            case TlsState.Open ignored -> {}
        }
    }

    /// The peer's `close_notify` is to the application what FIN is without TLS.
    private void endInput(ChannelHandlerContext context) {
        ended = true;
        if (Boolean.TRUE.equals(
                context.channel().config().getOption(ChannelOption.ALLOW_HALF_CLOSURE))) {
            context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        } else {
            close(context, context.newPromise());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            tls.endOfInput();
            look(context);
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        tls.endOfInput();
        look(context);
        context.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            promise.setFailure(
                    new UnsupportedOperationException(
                            "only a ByteBuf goes through TLS, not a "
                                    + message.getClass().getSimpleName()));
            return;
        }
        ByteBuf encrypted = context.alloc().buffer();
        boolean complete;
        try {
            complete = encrypt(bytes.nioBuffer(), encrypted);
        } finally {
            bytes.release();
        }
        if (complete) {
            ChannelFuture ignored = context.write(encrypted, promise);
        } else {
            encrypted.release();
            promise.setFailure(new ClosedChannelException());
        }
    }

    /// @return whether TLS took all of the data; if not, it is over
    private boolean encrypt(ByteBuffer data, ByteBuf encrypted) {
        tls.runTasks();
        boolean moved = true;
        while (moved) {
            tls.send(data);
            ByteBuffer output = tls.output();
            moved = output.hasRemaining();
            encrypted.writeBytes(output);
        }
        return !data.hasRemaining();
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        ended = true;
        tls.closeOutput();
        sendOutput(context);
        ChannelFuture ignored = context.close(promise);
    }

    @Override
    public void disconnect(ChannelHandlerContext context, ChannelPromise promise) {
        close(context, promise);
    }
}
