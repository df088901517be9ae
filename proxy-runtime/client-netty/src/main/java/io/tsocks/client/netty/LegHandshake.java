package io.tsocks.client.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.SocksHandshake;
import java.nio.ByteBuffer;

/// The handshake with a leg's server, on its channel: writes what is to be said and takes what the
/// server answers, not a byte of the application's.
final class LegHandshake {

    private final SocksHandshake handshake;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;

    LegHandshake(SocksHandshake handshake) {
        this.handshake = handshake;
    }

    HandshakeState state() {
        return handshake.state();
    }

    /// The server has sent something.
    ///
    /// @param bytes owned by this from here on
    void receive(ByteBuf bytes) {
        received = Unpooled.wrappedBuffer(received, bytes);
    }

    /// The server sends nothing more.
    void endOfInput() {
        handshake.endOfInput();
    }

    /// Writes and feeds until the server has to say more, or nothing more is to be said.
    void advance(ChannelHandlerContext context) {
        boolean moved = true;
        while (moved) {
            if (handshake.output().hasRemaining()) {
                write(context, handshake.output());
            }
            moved = feed();
        }
    }

    private static void write(ChannelHandlerContext context, ByteBuffer output) {
        ByteBuf message = Unpooled.copiedBuffer(output);
        output.position(output.limit());
        ChannelFuture ignored = context.writeAndFlush(message);
    }

    private boolean feed() {
        int length = Math.min(handshake.needed(), received.readableBytes());
        if (length == 0) {
            return false;
        }
        handshake.receive(received.readSlice(length).nioBuffer());
        return true;
    }

    /// Hands on what has come behind the handshake, which is the application's.
    void passRest(ChannelHandlerContext context) {
        if (received.isReadable()) {
            context.fireChannelRead(received.readRetainedSlice(received.readableBytes()));
            context.fireChannelReadComplete();
        }
    }

    /// Gives the buffers back. Doing so twice does nothing.
    void release() {
        received.release();
        received = Unpooled.EMPTY_BUFFER;
    }
}
