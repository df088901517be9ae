package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.assertEchoes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Tsocks;
import io.tsocks.testing.TargetServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How much a gateway carries, how long it waits, and how it stops.
@SuppressWarnings("try") // Clients leave before the end of their blocks.
class GatewayLimitsTest {

    private static TestGateway limited(GatewayLimits limits) throws IOException {
        return TestGateway.with(Tsocks.parse("# loopback"), config -> config.with(limits));
    }

    @ParameterizedTest
    @CsvSource({"2, 10", "10, 2"})
    void beyondALimitClientsAreToldSoInTheirProtocol(int all, int perAddress) throws Exception {
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway =
                        limited(GatewayLimits.STANDARD.withConnections(all, perAddress));
                Socket one = gateway.socks5("127.0.0.1", target.port());
                Socket two = gateway.socks5("127.0.0.1", target.port())) {
            assertThat(gateway.exchangeHex("050100")).isEqualTo("05ff");
            assertThat(gateway.exchangeHex("0401 0050 7f000001 00")).isEqualTo("005b000000000000");
            assertThat(gateway.exchange("GET http://a.test/ HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                    .contains("Proxy-Status: tsocks; error=connection_limit_reached");
            assertThat(gateway.told(GatewayEvent.Limited.class)).hasSize(1);
            assertEchoes(one);
            assertEchoes(two);
            one.close();
            assertThat(gateway.awaitClosed().connection().id()).isEqualTo(1);
            try (Socket three = gateway.socks5("127.0.0.1", target.port())) {
                assertEchoes(three);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "0502 00", "04 01 0050 7f000001", "474554 20"})
    void anOpeningThatIsNotCompletedEnds(String begun) throws Exception {
        Duration patience = Duration.ofMillis(300);
        try (TestGateway gateway =
                        limited(GatewayLimits.STANDARD.withTimes(patience, Duration.ofHours(1)));
                Socket slow = gateway.connect()) {
            slow.getOutputStream().write(java.util.HexFormat.of().parseHex(begun.replace(" ", "")));
            byte[] ignored = slow.getInputStream().readAllBytes();
            slow.close();
            GatewayEvent.Closed end = gateway.awaitClosed();
            assertThat(end.reason()).isEqualTo(CloseReason.NO_REQUEST);
            assertThat(end.connection().route()).isNull();
        }
    }

    @Test
    void aThousandIdleOpeningsLockNobodyOut() throws Exception {
        GatewayLimits few =
                new GatewayLimits(
                        5000,
                        5000,
                        20,
                        4096,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofMinutes(1));
        List<Socket> idle = new ArrayList<>();
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway = limited(few)) {
            for (int i = 0; i < 1000; i++) {
                idle.add(gateway.connect());
            }
            try (Socket good = gateway.socks5("127.0.0.1", target.port())) {
                assertEchoes(good);
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void aSilentConnectionEndsAndABusyOneStays() throws Exception {
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway =
                        limited(
                                GatewayLimits.STANDARD.withTimes(
                                        Duration.ofSeconds(30), Duration.ofSeconds(2)));
                Socket silent = gateway.socks5("127.0.0.1", target.port());
                Socket busy = gateway.socks5("127.0.0.1", target.port())) {
            Thread talk =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            while (!silent.isClosed()) {
                                                assertEchoes(busy);
                                            }
                                        } catch (IOException e) {
                                            throw new java.io.UncheckedIOException(e);
                                        }
                                    });
            assertThat(silent.getInputStream().read()).isNegative();
            GatewayEvent.Closed end = gateway.awaitClosed();
            assertThat(end.reason()).isEqualTo(CloseReason.IDLE);
            assertThat(end.connection().id()).isEqualTo(1);
            silent.close();
            talk.join();
            assertEchoes(busy);
        }
    }

    @Test
    void anOperatorClosesOneConnection() throws Exception {
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway = limited(GatewayLimits.STANDARD);
                Socket one = gateway.socks5("127.0.0.1", target.port());
                Socket two = gateway.socks5("127.0.0.1", target.port())) {
            assertThat(gateway.gateway.close(1)).isTrue();
            assertThat(one.getInputStream().read()).isNegative();
            assertThat(gateway.awaitClosed().reason()).isEqualTo(CloseReason.BY_OPERATOR);
            assertThat(gateway.gateway.close(1)).isFalse();
            assertThat(gateway.gateway.close(99)).isFalse();
            assertEchoes(two);
        }
    }

    @Test
    void drainingWaitsForThoseThatAreConnectedAndAcceptsNoMore() throws Exception {
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway = limited(GatewayLimits.STANDARD);
                Socket one = gateway.socks5("127.0.0.1", target.port())) {
            int[] closed = {-1};
            Thread drain =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            closed[0] =
                                                    gateway.gateway.drain(Duration.ofMinutes(1));
                                        } catch (IOException e) {
                                            throw new java.io.UncheckedIOException(e);
                                        }
                                    });
            while (isAccepting(gateway)) {
                Thread.onSpinWait();
            }
            assertEchoes(one);
            one.close();
            drain.join();
            assertThat(closed[0]).isZero();
        }
    }

    private static boolean isAccepting(TestGateway gateway) {
        try (Socket socket = gateway.connect()) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void drainingClosesWhatIsLeftAfterItsTime() throws Exception {
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway = limited(GatewayLimits.STANDARD);
                Socket one = gateway.socks5("127.0.0.1", target.port())) {
            assertThat(gateway.gateway.drain(Duration.ofMillis(50))).isEqualTo(1);
            assertThat(one.getInputStream().read()).isNegative();
            assertThat(gateway.awaitClosed().reason()).isEqualTo(CloseReason.STOPPED);
        }
    }

    @Test
    void anAfUnixListenerIsItsOwnersAlone(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("gateway");
        ListenerConfig listener = ListenerConfig.open(new ListenAddress.Unix(path));
        Tsocks tsocks = Tsocks.parse("# loopback");
        try (TargetServer target = TargetServer.echo()) {
            for (int round = 0; round < 2; round++) {
                try (Gateway gateway =
                                Gateway.start(
                                        () -> ActivePolicy.of(tsocks),
                                        GatewayConfig.of(listener),
                                        _ -> {});
                        SocketChannel channel =
                                SocketChannel.open(java.net.UnixDomainSocketAddress.of(path));
                        Socket socket = io.tsocks.client.UnixSockets.of(channel)) {
                    assertThat(Files.getPosixFilePermissions(path))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
                    socket.getOutputStream()
                            .write(
                                    java.util.HexFormat.of()
                                            .parseHex(
                                                    "050100050100017f000001%04x"
                                                            .formatted(target.port())));
                    assertThat(socket.getInputStream().readNBytes(12)).startsWith(5, 0, 5, 0);
                    assertEchoes(socket);
                    assertThat(gateway.connections())
                            .singleElement()
                            .satisfies(one -> assertThat(one.client()).isEmpty());
                    org.assertj.core.api.Assertions.assertThatThrownBy(
                                    () ->
                                            Gateway.start(
                                                    () -> ActivePolicy.of(tsocks),
                                                    GatewayConfig.of(listener),
                                                    _ -> {}))
                            .hasMessageContaining("another program listens there");
                }
                assertThat(path).doesNotExist();
            }
            Files.writeString(path, "mine");
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () ->
                                    Gateway.start(
                                            () -> ActivePolicy.of(tsocks),
                                            GatewayConfig.of(listener),
                                            _ -> {}))
                    .hasMessageContaining("a file that is not a socket");
            assertThat(path).hasContent("mine");
            try (var left = Files.list(folder)) {
                assertThat(left).containsExactly(path);
            }
        }
    }
}
