package io.tsocks.client.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Tls;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Drives the handshake with a leg's server on its channel. It takes the server's answers, and no
/// byte of the application's.
final class LegHandshake {

    private final Handshake handshake;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;

    LegHandshake(Handshake handshake) {
        this.handshake = handshake;
    }

    HandshakeState state() {
        return handshake.state();
    }

    /// Takes bytes from the server.
    ///
    /// @param bytes owned by this object from now on
    void receive(ByteBuf bytes) {
        received = Unpooled.wrappedBuffer(received, bytes);
    }

    /// Tells the handshake that the server sends nothing more.
    void endOfInput() {
        handshake.endOfInput();
    }

    /// Writes messages and processes answers until more bytes are needed from the server, or the
    /// handshake is over.
    void advance(ChannelHandlerContext context) {
        boolean moved = true;
        while (moved) {
            runTask();
            if (handshake.output().hasRemaining()) {
                write(context, handshake.output());
            }
            moved = feed();
        }
    }

    /// In the event loop, as Netty's own handler of TLS does it.
    private void runTask() {
        Optional<Runnable> task = handshake.task();
        while (task.isPresent()) {
            task.get().run();
            handshake.resume();
            task = handshake.task();
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

    /// The TLS of the servers on the way; empty if the application's bytes go as they are.
    Optional<Tls> tls() {
        return Optional.ofNullable(handshake.tls());
    }

    /// Gives away the bytes after the handshake.
    ByteBuf takeRest() {
        ByteBuf rest = received;
        received = Unpooled.EMPTY_BUFFER;
        return rest;
    }

    /// Passes on the bytes after the handshake, which belong to the application.
    void passRest(ChannelHandlerContext context) {
        if (received.isReadable()) {
            context.fireChannelRead(received.readRetainedSlice(received.readableBytes()));
            context.fireChannelReadComplete();
        }
    }

    /// Releases the buffers. Doing so twice does nothing.
    void release() {
        received.release();
        received = Unpooled.EMPTY_BUFFER;
    }
}
