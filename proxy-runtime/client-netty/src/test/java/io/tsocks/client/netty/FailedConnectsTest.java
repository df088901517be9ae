package io.tsocks.client.netty;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ConnectTimeoutException;
import io.tsocks.client.ConnectListener;
import io.tsocks.client.ConnectReport;
import io.tsocks.client.Credentials;
import io.tsocks.client.Deadlines;
import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.SocksException;
import io.tsocks.client.Tsocks;
import io.tsocks.client.TsocksBuilder;
import io.tsocks.client.testing.Clients;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Resolver;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.testing.FullListener;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a connect that fails leaves behind: nobody who waits, and nothing open.
class FailedConnectsTest {

    private final Channels channels = new Channels();

    @AfterEach
    void stop() throws Exception {
        channels.close();
    }

    @Test
    void aRefusalFailsTheFuture() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Refuse(5)).start()) {
            ChannelFuture connecting =
                    channels.connect(clientFor(through(server)).build(), "a.test", 80).await();
            assertThat(connecting.cause())
                    .isInstanceOf(SocksException.class)
                    .hasMessageContaining("0x05 (connection refused)");
            assertThat(channels.events()).isEmpty();
        }
    }

    @Test
    void aMuteServerIsGivenUp() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder()
                        .faults(new Fault.Mute(io.tsocks.testserver.FaultPhase.REQUEST))
                        .start()) {
            Tsocks tsocks =
                    clientFor(through(server))
                            .deadlines(Deadlines.all(Duration.ofMillis(100)))
                            .build();
            ChannelFuture connecting = channels.connect(tsocks, "a.test", 80).await();
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
                        .faults(new Fault.Mute(io.tsocks.testserver.FaultPhase.REQUEST))
                        .start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            ChannelFuture connecting = channels.connect(tsocks, "a.test", 80, 1500).await();
            assertThat(connecting.cause())
                    .isInstanceOf(ConnectTimeoutException.class)
                    .hasMessageContaining("timed out after 1500 ms")
                    .hasCauseInstanceOf(SocksException.class);
            server.awaitEnd(1);
        }
    }

    @Test
    void aChannelThatItsUserClosesWasNotClosedByTheServer() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder()
                        .faults(new Fault.Mute(io.tsocks.testserver.FaultPhase.REQUEST))
                        .start()) {
            ChannelFuture connecting =
                    channels.connect(clientFor(through(server)).build(), "a.test", 80);
            server.awaitSession(1);
            connecting.channel().close().sync();
            assertThat(connecting.await().cause()).isInstanceOf(ClosedChannelException.class);
            server.awaitEnd(1);
        }
    }

    @Test
    void thePolicysRefusalFailsTheFuture() throws Exception {
        Tsocks tsocks = clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0")).build();
        ChannelFuture connecting = channels.connect(tsocks, "192.0.2.1", 80).await();
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
                    channels.connect(
                            tsocks,
                            direct ? "127.0.0.1" : "192.0.2.1",
                            direct ? TargetServer.closedPort() : 80);
            ByteBuf early = Unpooled.copiedBuffer("early", StandardCharsets.US_ASCII);
            ChannelFuture writing = connecting.channel().writeAndFlush(early);
            assertThat(connecting.await().cause()).isNotNull();
            assertThat(writing.await().cause()).isNotNull();
            connecting.channel().closeFuture().sync();
            assertThat(early.refCnt()).isZero();
            assertThat(channels.events()).isEmpty();
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
                            case "socks4 user" -> through(server, 4);
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
            ChannelFuture connecting = channels.connect(tsocks, "127.0.0.1", full.port()).await();
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
        ChannelFuture connecting = channels.connect(tsocks, "a.test", 80);
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
        ChannelFuture connecting = channels.connect(tsocks, "a.test", 80).await();
        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.error()).isSameAs(connecting.cause()));
    }
}
