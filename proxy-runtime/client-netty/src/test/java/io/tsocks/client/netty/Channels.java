package io.tsocks.client.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;
import io.tsocks.client.Tsocks;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Channels with the handler, and what the handler after it hears.
final class Channels {

    private final NioEventLoopGroup group = new NioEventLoopGroup(1);
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    /// Ends the event loop.
    void close() throws InterruptedException {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /// `active`, and the texts that were read.
    LinkedBlockingQueue<String> events() {
        return events;
    }

    /// Connects with a timeout that no test waits for.
    ChannelFuture connect(Tsocks tsocks, String host, int port) {
        return connect(tsocks, host, port, 20_000);
    }

    /// @param timeout the channel's, in milliseconds
    ChannelFuture connect(Tsocks tsocks, String host, int port, int timeout) {
        return new Bootstrap()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
                .group(group)
                .channel(NioSocketChannel.class)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .handler(
                        new ChannelInitializer<NioSocketChannel>() {
                            @Override
                            protected void initChannel(NioSocketChannel channel) {
                                channel.pipeline().addLast(new NettyPolicyHandler(tsocks));
                                channel.pipeline().addLast(new Listener());
                            }
                        })
                .connect(InetSocketAddress.createUnresolved(host, port));
    }

    private final class Listener extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            events.add("active");
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            events.add(bytes.toString(StandardCharsets.US_ASCII));
            bytes.release();
        }
    }
}
