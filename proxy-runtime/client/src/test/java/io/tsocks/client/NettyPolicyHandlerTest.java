package io.tsocks.client;

import static io.tsocks.client.Clients.clientFor;
import static io.tsocks.client.Clients.leadingTo;
import static io.tsocks.client.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Resolver;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NettyPolicyHandlerTest {

    private final NioEventLoopGroup group = new NioEventLoopGroup(1);
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws Exception {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void aChannelReachesTheDestinationAndForgetsTheHandler() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Channel channel =
                    connect(clientFor(through(server)).build(), "a.test", 80).sync().channel();
            assertThat(events.take()).isEqualTo("active");
            channel.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII)).sync();
            assertThat(events.take()).isEqualTo("hello");
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
            Channel channel = connect(tsocks, "127.0.0.1", target.port()).sync().channel();
            assertThat(events.take()).isEqualTo("active");
            assertThat(events.take()).isEqualTo("hi");
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
            Channel channel = connect(tsocks, "a.test", 25).sync().channel();
            assertThat(events.take()).isEqualTo("active");
            assertThat(events.take()).isEqualTo("220 hello");
            channel.close().sync();
        }
    }

    @Test
    void whatIsWrittenTooEarlyWaits() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            server.behave(new Fault.Slow(Duration.ofMillis(20)));
            ChannelFuture connecting = connect(clientFor(through(server)).build(), "a.test", 80);
            ByteBuf early = Unpooled.copiedBuffer("early", StandardCharsets.US_ASCII);
            connecting
                    .channel()
                    .eventLoop()
                    .execute(
                            () -> {
                                ChannelFuture _ = connecting.channel().writeAndFlush(early);
                            });
            assertThat(events.take()).isEqualTo("active");
            assertThat(events.take()).isEqualTo("early");
            connecting.channel().close().sync();
            assertThat(server.awaitEnd(1).earlyBytes()).isZero();
        }
    }

    @Test
    void aRefusalFailsTheFuture() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Refuse(5)).start()) {
            ChannelFuture connecting =
                    connect(clientFor(through(server)).build(), "a.test", 80).await();
            assertThat(connecting.cause())
                    .isInstanceOf(SocksException.class)
                    .hasMessageContaining("0x05 (connection refused)");
            assertThat(events).isEmpty();
        }
    }

    @Test
    void aMuteServerIsGivenUp() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder()
                        .faults(new Fault.Mute(io.tsocks.testserver.Phase.REQUEST))
                        .start()) {
            Tsocks tsocks =
                    clientFor(through(server))
                            .deadlines(Deadlines.all(Duration.ofMillis(100)))
                            .build();
            ChannelFuture connecting = connect(tsocks, "a.test", 80).await();
            assertThat(connecting.cause())
                    .isInstanceOfSatisfying(
                            SocksException.class,
                            e -> assertThat(e.phase()).isEqualTo(Phase.REPLY));
            server.awaitEnd(1);
        }
    }

    @Test
    void theChannelsTimeoutIsForTheHandshakeToo() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder()
                        .faults(new Fault.Mute(io.tsocks.testserver.Phase.REQUEST))
                        .start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            ChannelFuture connecting = connect(tsocks, "a.test", 80, 100).await();
            assertThat(connecting.cause())
                    .isInstanceOf(ConnectTimeoutException.class)
                    .hasMessageContaining("timed out after 100 ms")
                    .hasCauseInstanceOf(SocksException.class);
            server.awaitEnd(1);
        }
    }

    @Test
    void aChannelThatItsUserClosesWasNotClosedByTheServer() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder()
                        .faults(new Fault.Mute(io.tsocks.testserver.Phase.REQUEST))
                        .start()) {
            ChannelFuture connecting = connect(clientFor(through(server)).build(), "a.test", 80);
            server.awaitSession(1);
            connecting.channel().close().sync();
            assertThat(connecting.await().cause()).isInstanceOf(ClosedChannelException.class);
            server.awaitEnd(1);
        }
    }

    @Test
    void thePolicysRefusalFailsTheFuture() throws Exception {
        Tsocks tsocks = clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0")).build();
        ChannelFuture connecting = connect(tsocks, "192.0.2.1", 80).await();
        assertThat(connecting.cause()).isInstanceOf(RouteRefusedException.class);
        connecting.channel().close().sync();
    }

    /// Whatever the reason, no future is left hanging, no buffer is left over, and nobody
    /// downstream sees the channel active.
    @ParameterizedTest
    @MethodSource("failures")
    void aFailedConnectEndsEverythingThatWaitsForIt(String name) throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Refuse(5)).start()) {
            Tsocks tsocks = failing(name, server);
            boolean direct = name.equals("direct");
            ChannelFuture connecting =
                    connect(
                            tsocks,
                            direct ? "127.0.0.1" : "192.0.2.1",
                            direct ? TargetServer.closedPort() : 80);
            ByteBuf early = Unpooled.copiedBuffer("early", StandardCharsets.US_ASCII);
            ChannelFuture writing = connecting.channel().writeAndFlush(early);
            assertThat(connecting.await().cause()).isNotNull();
            assertThat(writing.await().cause()).isNotNull();
            connecting.channel().closeFuture().sync();
            assertThat(early.refCnt()).isZero();
            assertThat(events).isEmpty();
        }
    }

    static Stream<String> failures() {
        return Stream.of(
                "policy", "direct", "server", "socks4 user", "listener enters", "listener ends");
    }

    private static Tsocks failing(String name, SocksTestServer server) {
        TsocksBuilder builder =
                clientFor(
                        switch (name) {
                            case "policy" -> Clients.policy("local = 10.0.0.0/255.0.0.0");
                            case "socks4 user" -> through(server, 4, "");
                            default -> through(server);
                        });
        return switch (name) {
            case "socks4 user" ->
                    builder.credentials(Credentials.of(Map.of(), "m".repeat(300))).build();
            case "listener enters" -> builder.listener(throwing(true)).build();
            case "listener ends" -> builder.listener(throwing(false)).build();
            default -> builder.build();
        };
    }

    private static ConnectListener throwing(boolean atOnce) {
        return new ConnectListener() {
            @Override
            public void entered(SocksAddress destination, Decision decision, Phase phase) {
                if (atOnce) {
                    throw new IllegalStateException("no");
                }
            }

            @Override
            public void ended(ConnectReport report) {
                throw new IllegalStateException("no more");
            }
        };
    }

    @Test
    void aDirectConnectKeepsItsDeadline() throws Exception {
        try (FullListener full = FullListener.open(0)) {
            Tsocks tsocks =
                    clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0"))
                            .deadlines(Deadlines.all(Duration.ofMillis(100)))
                            .build();
            ChannelFuture connecting = connect(tsocks, "127.0.0.1", full.port()).await();
            assertThat(connecting.cause())
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("no answer within 0.1 s");
        }
    }

    @Test
    void aChannelThatIsClosedWhileItIsRoutedFailsItsConnect() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Tsocks tsocks =
                clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0"))
                        .resolver(
                                host -> {
                                    asked.countDown();
                                    awaitUninterruptibly(answer);
                                    throw new UnknownHostException(host);
                                })
                        .build();
        ChannelFuture connecting = connect(tsocks, "a.test", 80);
        asked.await();
        connecting.channel().close().sync();
        assertThat(connecting.await().cause()).isInstanceOf(ClosedChannelException.class);
        answer.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // The resolver of the system does not heed it, either.
            }
        }
    }

    @Test
    void aListenerHearsOfAServerThatDoesNotResolve() throws Exception {
        List<ConnectReport> reports = new CopyOnWriteArrayList<>();
        ConnectListener listener =
                new ConnectListener() {
                    @Override
                    public void ended(ConnectReport report) {
                        reports.add(report);
                    }
                };
        Tsocks tsocks =
                clientFor(Clients.policy("server = proxy.test"))
                        .resolver(Resolver.none())
                        .listener(listener)
                        .build();
        ChannelFuture connecting = connect(tsocks, "a.test", 80).await();
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.error()).isSameAs(connecting.cause()));
    }

    private ChannelFuture connect(Tsocks tsocks, String host, int port) {
        return connect(tsocks, host, port, 20_000);
    }

    private ChannelFuture connect(Tsocks tsocks, String host, int port, int timeout) {
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
