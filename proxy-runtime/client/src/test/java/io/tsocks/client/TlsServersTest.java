package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.TlsPolicies;
import io.tsocks.protocol.Phase;
import io.tsocks.testing.Identity;
import io.tsocks.testing.TlsFront;
import io.tsocks.testing.TlsFront.Behaviour;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What goes through SOCKS 5 servers inside TLS, and how.
class TlsServersTest extends TlsServers {

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"PLAIN", "OLD", "DRIBBLING", "ABRUPT"})
    void theConnectionGoesThroughTls(Behaviour behaviour) throws Exception {
        try (Socket socket = trusting(front(behaviour)).connect("a.test", 80, SOON)) {
            for (int i = 0; i < 3; i++) {
                TsocksTest.assertEchoes(socket);
            }
        }
        assertThat(server.awaitSession(1).loggedIn()).isTrue();
        assertThat(reports.getFirst().phases())
                .extracting(ConnectReport.PhaseTime::phase)
                .startsWith(Phase.CONNECT, Phase.TLS, Phase.METHOD);
    }

    @Test
    void oneDirectionEndsBeforeTheOther() throws Exception {
        try (Socket socket = trusting(front(Behaviour.PLAIN)).connect("a.test", 80, SOON)) {
            socket.getOutputStream().write("last".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("last");
            assertThatThrownBy(() -> socket.getOutputStream().write(1))
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void anEndWithoutCloseNotifyIsNoEndOfFile() throws Exception {
        try (Socket socket = trusting(front(Behaviour.ABRUPT)).connect("a.test", 80, SOON)) {
            socket.getOutputStream().write("last".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("last");
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("close_notify");
        }
    }

    @Test
    void muchDataGoesBothWaysAtOnce() throws Exception {
        byte[] much = new byte[3_000_000];
        try (Socket socket = trusting(front(Behaviour.PLAIN)).connect("a.test", 80, SOON)) {
            Thread writer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            socket.getOutputStream().write(much);
                                            socket.shutdownOutput();
                                        } catch (IOException e) {
                                            throw new AssertionError(e);
                                        }
                                    });
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(much);
            writer.join();
        }
    }

    @Test
    void aServerWhoseTlsFailsLeavesItsPlaceToTheNext() throws Exception {
        TlsFront wrong = front(AUTHORITY.issue("other.test"), Behaviour.PLAIN);
        TlsFront right = front(Behaviour.PLAIN);
        String conf =
                """
                path {
                    reaches = 192.0.2.0/24
                    server = socks5+tls://joe@127.0.0.1:%d
                    server = socks5+tls://joe@127.0.0.1:%d
                    default_pass = s3cret
                }
                """
                        .formatted(wrong.port(), right.port());

        Tsocks tsocks = client(conf, trust());
        try (Socket socket = tsocks.connect("192.0.2.7", 80, SOON)) {
            TsocksTest.assertEchoes(socket);
        }
        assertThat(tsocks.servers().getFirst().failures()).isEqualTo(1);
    }

    @Test
    void aChannelIsRefusedInASentence() {
        assertThatThrownBy(() -> trusting(front(Behaviour.PLAIN)).openChannel("a.test", 80, SOON))
                .isInstanceOf(NotCarriedException.class)
                .hasMessageContaining("a SocketChannel carries bytes as they are");
    }

    @Test
    void datagramsAreRefusedBecauseTheyWouldGoInClear() {
        assertThatThrownBy(() -> trusting(front(Behaviour.PLAIN)).udp("a.test", 80, SOON))
                .isInstanceOf(NotCarriedException.class)
                .hasMessageContaining("in clear");
    }

    @Test
    void aSocketThatIsConnectedLaterGoesThroughTls() throws Exception {
        try (Socket socket = trusting(front(Behaviour.PLAIN)).unconnectedSocket()) {
            socket.setTcpNoDelay(true);
            socket.connect(InetSocketAddress.createUnresolved("a.test", 80), 20_000);
            TsocksTest.assertEchoes(socket);
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void earlyDataGoesInsideTls() throws Exception {
        byte[] early = "early".getBytes(StandardCharsets.US_ASCII);
        for (HandshakeMode mode : HandshakeMode.values()) {
            Tsocks tsocks =
                    clientFor(
                                    TlsPolicies.with(
                                            policy(conf(front(Behaviour.PLAIN).port())), trust()))
                            .handshake(mode)
                            .build();
            for (int i = 0; i < 4; i++) {
                try (Socket socket = tsocks.connectWithEarlyData("a.test", 80, early, SOON)) {
                    assertThat(socket.getInputStream().readNBytes(5)).isEqualTo(early);
                }
            }
        }
    }

    @Test
    void aPeerConnectsToAPortOfTheServer() throws Exception {
        try (SocksTestServer open = SocksTestServer.start();
                TlsFront front = TlsFront.start(IDENTITY, open.address());
                BoundPort port = trusting(front).bind("192.0.2.1", 80, SOON)) {
            assertThat(port.address().port()).isPositive();
        }
    }

    @Test
    void cancellingEndsTheHandshake() {
        var connect = trusting(front(Behaviour.SILENT)).connectAsync("a.test", 80, SOON);
        connect.cancel(true);
        assertThatThrownBy(connect::get)
                .isInstanceOfAny(ExecutionException.class, CancellationException.class);
    }

    /// TLS to the outer server, and TLS to the inner one inside it.
    @Test
    void aChainHasTlsInTls() throws Exception {
        Identity inner = AUTHORITY.issue("192.0.2.1");
        TlsFront innerFront = front(inner, Behaviour.PLAIN);
        try (SocksTestServer outer = leadingTo(innerFront.address());
                TlsFront outerFront = TlsFront.start(IDENTITY, outer.address())) {
            String conf =
                    """
                    chain = yes
                    remote_dns = yes
                    path {
                        reaches = 192.0.2.0/24
                        server = socks5+tls://127.0.0.1:%d
                    }
                    server = socks5+tls://joe@192.0.2.1:1080
                    default_pass = s3cret
                    """
                            .formatted(outerFront.port());
            Tsocks tsocks = client(conf, trust());
            try (Socket socket = tsocks.connect("a.test", 80, SOON)) {
                TsocksTest.assertEchoes(socket);
            }
            assertThat(outer.awaitSession(1).request().orElseThrow().host()).isEqualTo("192.0.2.1");
            LegTest.driveAndEchoInTls(tsocks.firstLeg(Destinations.of("a.test", 80)));
        }
        assertThat(server.awaitSession(1).loggedIn()).isTrue();
    }

    @Test
    void aLegHasTheHandshakeInsideTls() throws Exception {
        Leg leg = trusting(front(Behaviour.PLAIN)).firstLeg(Destinations.of("a.test", 80));
        LegTest.driveAndEchoInTls(leg);
        assertThat(server.awaitSession(1).loggedIn()).isTrue();
    }
}
