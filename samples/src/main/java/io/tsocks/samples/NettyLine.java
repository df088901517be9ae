package io.tsocks.samples;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;
import io.tsocks.client.Tsocks;
import io.tsocks.client.netty.NettyPolicyHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// `NettyLine FILE HOST PORT`: sends a line to the host, and prints what comes back first.
public final class NettyLine {

    private NettyLine() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        NioEventLoopGroup group = new NioEventLoopGroup(1);
        try {
            new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .resolver(NoopAddressResolverGroup.INSTANCE)
                    .handler(
                            new ChannelInitializer<SocketChannel>() {
                                @Override
                                protected void initChannel(SocketChannel channel) {
                                    channel.pipeline()
                                            .addLast(new NettyPolicyHandler(tsocks), new Line());
                                }
                            })
                    .connect(args[1], Integer.parseInt(args[2]))
                    .sync()
                    .channel()
                    .closeFuture()
                    .sync();
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static final class Line extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ByteBuf line = Unpooled.copiedBuffer("hello\n", StandardCharsets.UTF_8);
            ChannelFuture _ = context.writeAndFlush(line);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            System.out.print(message.toString(StandardCharsets.UTF_8));
            ChannelFuture _ = context.close();
        }
    }
}
