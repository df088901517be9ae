package io.tsocks.client.netty;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.tsocks.client.Tsocks;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a channel is like whose connect succeeds.
class NettyPolicyHandlerTest {

    private final Channels channels = new Channels();

    @AfterEach
    void stop() throws Exception {
        channels.close();
    }

    @Test
    void aChannelReachesTheDestinationAndForgetsTheHandler() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Channel channel =
                    channels.connect(clientFor(through(server)).build(), "a.test", 80)
                            .sync()
                            .channel();
            assertThat(channels.events().take()).isEqualTo("active");
            channel.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII)).sync();
            assertThat(channels.events().take()).isEqualTo("hello");
            assertThat(channel.pipeline().get(NettyPolicyHandler.class)).isNull();
            channel.close().sync();
            assertThat(server.awaitEnd(1).request().orElseThrow().host()).isEqualTo("a.test");
        }
    }

    @Test
    void whatIsLocalIsReachedDirectly() throws Exception {
        try (TargetServer target = TargetServer.banner("hi");
                SocksTestServer server = SocksTestServer.start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            Channel channel = channels.connect(tsocks, "127.0.0.1", target.port()).sync().channel();
            assertThat(channels.events().take()).isEqualTo("active");
            assertThat(channels.events().take()).isEqualTo("hi");
            channel.close().sync();
            assertThat(server.sessions()).isEmpty();
        }
    }

    @Test
    void theTargetMaySpeakFirst() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder()
                                .redirectAll(target.address())
                                .faults(new Fault.Banner("220 hello"))
                                .start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            Channel channel = channels.connect(tsocks, "a.test", 25).sync().channel();
            assertThat(channels.events().take()).isEqualTo("active");
            assertThat(channels.events().take()).isEqualTo("220 hello");
            channel.close().sync();
        }
    }

    @Test
    void whatIsWrittenTooEarlyWaits() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            server.behave(new Fault.Slow(Duration.ofMillis(20)));
            ChannelFuture connecting =
                    channels.connect(clientFor(through(server)).build(), "a.test", 80);
            ByteBuf early = Unpooled.copiedBuffer("early", StandardCharsets.US_ASCII);
            connecting
                    .channel()
                    .eventLoop()
                    .execute(
                            () -> {
                                ChannelFuture _ = connecting.channel().writeAndFlush(early);
                            });
            assertThat(channels.events().take()).isEqualTo("active");
            assertThat(channels.events().take()).isEqualTo("early");
            connecting.channel().close().sync();
            assertThat(server.awaitEnd(1).earlyBytes()).isZero();
        }
    }
}
