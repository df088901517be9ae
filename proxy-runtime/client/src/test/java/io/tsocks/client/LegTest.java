package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.engine.Resolver;
import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.Tls;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// A connection that the program makes itself, here with a channel.
class LegTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<ConnectReport> reports = new ArrayList<>();

    private final ConnectListener listener =
            new ConnectListener() {
                @Override
                public void ended(ConnectReport report) {
                    reports.add(report);
                }
            };

    @Test
    void theProgramDrivesTheHandshake() throws Exception {
        try (TargetServer target = TargetServer.banner("hi");
                SocksTestServer server = leadingTo(target.address())) {
            Tsocks tsocks = clientFor(through(server)).listener(listener).build();
            Leg leg = tsocks.firstLeg(Destinations.of("a.test", 80));
            assertThat(leg.address()).isEqualTo(server.address());
            try (SocketChannel channel = SocketChannel.open(leg.address())) {
                assertThat(drive(leg, channel)).isInstanceOf(HandshakeState.Established.class);
                leg.succeeded();
                ByteBuffer banner = ByteBuffer.allocate(2);
                while (banner.hasRemaining()) {
                    assertThat(channel.read(banner)).isPositive();
                }
                assertThat(banner.array()).asString(StandardCharsets.US_ASCII).isEqualTo("hi");
            }
            assertThat(server.awaitEnd(1).request().orElseThrow().host()).isEqualTo("a.test");
            assertThat(reports)
                    .singleElement()
                    .satisfies(
                            report -> {
                                assertThat(report.isConnected()).isTrue();
                                assertThat(report.phases())
                                        .extracting(ConnectReport.PhaseTime::phase)
                                        .containsExactly(
                                                Phase.CONNECT,
                                                Phase.METHOD,
                                                Phase.REQUEST,
                                                Phase.REPLY);
                            });
        }
    }

    @Test
    void whatIsReachedDirectlyHasNoHandshake() throws Exception {
        Tsocks tsocks = clientFor(policy("local = 10.0.0.0/255.0.0.0")).listener(listener).build();
        Leg leg = tsocks.firstLeg(Destinations.of("127.0.0.1", 80));
        assertThat(leg.address()).isEqualTo(new InetSocketAddress(Clients.LOOPBACK, 80));
        assertThat(leg.handshake()).isEmpty();
        ConnectException cause = new ConnectException("no");
        assertThat(leg.unreachable(cause)).isSameAs(cause);
        assertThat(leg.late(LONG))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("127.0.0.1:80: no answer within 30 s");
        leg.failed(new IllegalStateException("why"));
        assertThat(reports)
                .singleElement()
                .satisfies(
                        report ->
                                assertThat(report.error())
                                        .isInstanceOf(IOException.class)
                                        .hasRootCauseMessage("why"));
    }

    @Test
    void whatEndsItSaysWhichServerAndWhere() throws Exception {
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Refuse(5)).start()) {
            Tsocks tsocks =
                    clientFor(through(server))
                            .deadlines(new Deadlines(LONG, SHORT, LONG, LONG, LONG, LONG))
                            .build();
            Leg leg = tsocks.firstLeg(Destinations.of("a.test", 80));
            String start = "a.test:80 via socks5://127.0.0.1:" + server.port() + ": ";
            assertThat(leg.unreachable(new ConnectException("no")))
                    .isInstanceOf(SocksException.class)
                    .hasMessageStartingWith(start + "the server itself cannot be reached: no");
            assertThat(leg.timeLeft()).isBetween(SHORT, LONG);
            leg.enter(Phase.METHOD);
            assertThat(leg.timeLeft()).isLessThanOrEqualTo(SHORT);
            assertThat(leg.late())
                    .isInstanceOfSatisfying(
                            SocksException.class,
                            late -> assertThat(late.phase()).isEqualTo(Phase.METHOD))
                    .hasMessageStartingWith(start + "no answer within 0.1 s");
            try (SocketChannel channel = SocketChannel.open(leg.address())) {
                HandshakeState.Failed end = (HandshakeState.Failed) drive(leg, channel);
                assertThat(leg.refused(end))
                        .hasMessageStartingWith(start)
                        .hasMessageContaining("0x05 (connection refused)");
            }
        }
    }

    @Test
    void anInterruptEndsTheWaitForAResolver() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Tsocks tsocks =
                clientFor(policy("server = socks5://proxy.test"))
                        .resolver(host -> hang(asked, host))
                        .listener(listener)
                        .build();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread searching =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        tsocks.firstLeg(Destinations.of("a.test", 80));
                                        thrown.complete(new AssertionError("a leg was found"));
                                    } catch (IOException e) {
                                        thrown.complete(e);
                                    }
                                });
        asked.await();
        searching.interrupt();
        assertThat(thrown.get()).isInstanceOf(ClosedByInterruptException.class);
        assertThat(reports).hasSize(1);
    }

    /// Its deadline is the connect's, of which the lookup is a part.
    @Test
    void aResolverThatHangsIsTheServersFault() throws Exception {
        Tsocks tsocks =
                clientFor(policy("server = socks5://proxy.test"))
                        .resolver(host -> hang(new CountDownLatch(1), host))
                        .deadlines(new Deadlines(SHORT, LONG, LONG, LONG, LONG, LONG))
                        .listener(listener)
                        .build();
        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> tsocks.firstLeg(Destinations.of("a.test", 80)))
                .withMessageContaining("no answer within 0.1 s")
                .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT));
        assertThat(reports).hasSize(1);
    }

    @Test
    void aServerThatDoesNotResolveIsUnreachable() throws Exception {
        Tsocks tsocks =
                clientFor(policy("server = socks5://proxy.test")).resolver(Resolver.none()).build();
        assertThatThrownBy(() -> tsocks.firstLeg(Destinations.of("a.test", 80)))
                .isInstanceOf(SocksException.class)
                .hasMessageContaining("the server itself cannot be reached")
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    private static List<InetAddress> hang(CountDownLatch asked, String host)
            throws UnknownHostException {
        asked.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(host);
    }

    /// Makes the leg's connection, and has it echo.
    static void driveAndEcho(Leg leg) throws IOException {
        try (SocketChannel channel = SocketChannel.open(leg.address())) {
            assertThat(drive(leg, channel)).isInstanceOf(HandshakeState.Established.class);
            leg.succeeded();
            TsocksTest.assertEchoes(channel.socket());
        }
    }

    /// Makes the leg's connection, and has it echo through its TLS.
    static void driveAndEchoInTls(Leg leg) throws IOException {
        try (SocketChannel channel = SocketChannel.open(leg.address())) {
            assertThat(drive(leg, channel)).isInstanceOf(HandshakeState.Established.class);
            leg.succeeded();
            Tls tls = Objects.requireNonNull(leg.handshake().orElseThrow().tls());
            tls.send(ByteBuffer.wrap(new byte[] {'h', 'i'}));
            channel.write(tls.output());
            while (tls.plaintext().remaining() < 2) {
                ByteBuffer input = ByteBuffer.allocate(tls.needed());
                assertThat(channel.read(input)).isPositive();
                tls.receive(input.flip());
                tls.runTasks();
            }
            assertThat(tls.plaintext().getShort()).isEqualTo((short) ('h' << 8 | 'i'));
        }
    }

    /// As a program would, to the end of the handshake.
    private static HandshakeState drive(Leg leg, SocketChannel channel) throws IOException {
        Handshake handshake = leg.handshake().orElseThrow();
        while (handshake.state() instanceof HandshakeState.Negotiating(Phase phase)) {
            leg.enter(phase);
            handshake.task().ifPresent(Runnable::run);
            handshake.resume();
            channel.write(handshake.output());
            ByteBuffer input = ByteBuffer.allocate(handshake.needed());
            if (input.hasRemaining() && channel.read(input) < 0) {
                handshake.endOfInput();
            } else {
                handshake.receive(input.flip());
            }
        }
        return handshake.state();
    }
}
