package io.tsocks.testserver;

import static io.tsocks.testserver.RawClient.ip4;
import static io.tsocks.testserver.RawClient.port;
import static io.tsocks.testserver.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.testing.TargetServer;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a well-behaved server does, byte by byte.
class SocksTestServerTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final TargetServer echo = TargetServer.echo();

    @AfterEach
    void closeTarget() {
        echo.close();
    }

    private String connectToEcho() {
        return "05 01 00 " + ip4(echo.address());
    }

    @Test
    void aSocks5ConnectReachesTheTarget() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            assertThat(client.send("05 01 00").read(2)).isEqualTo("05 00");
            assertThat(client.send(connectToEcho()).read(10)).startsWith("05 00 00 01 7f 00 00 01");
            assertThat(client.sendText("hello").readText(5)).isEqualTo("hello");
            client.finish();
            assertThat(client.read(1)).isEmpty();
            Session session = server.awaitEnd(1);
            assertThat(session.request()).contains(new Request(5, 1, "127.0.0.1", echo.port()));
            assertThat(session.methods()).containsExactly(0);
            assertThat(session.flights()).isEqualTo(2);
            assertThat(session.reads()).containsExactly(3, 10);
            assertThat(session.granted()).isTrue();
            assertThat(session.ending()).isEqualTo("done");
        }
    }

    @Test
    void aPipelinedConnectIsOneFlight() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.send("05 01 00 " + connectToEcho());
            assertThat(client.read(5)).isEqualTo("05 00 05 00 00");
            client.leave();
            assertThat(server.awaitEnd(1).flights()).isEqualTo(1);
        }
    }

    @Test
    void bytesForTheTargetThatComeWithTheRequestAreKept() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.send("05 01 00 " + connectToEcho() + " " + text("early"));
            client.read(12);
            assertThat(client.readText(5)).isEqualTo("early");
            assertThat(client.sendText("late").readText(4)).isEqualTo("late");
            client.leave();
            assertThat(server.awaitEnd(1).earlyBytes()).isEqualTo(5);
        }
    }

    @Test
    void aSocks4ConnectIsOneFlightAndKeepsTheUserId() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.send("04 01 " + port(echo.port()) + " 7f 00 00 01 " + text("me") + " 00");
            assertThat(client.read(8)).startsWith("00 5a");
            assertThat(client.sendText("hello").readText(5)).isEqualTo("hello");
            client.leave();
            Session session = server.awaitEnd(1);
            assertThat(session.user()).contains("me");
            assertThat(session.flights()).isEqualTo(1);
            assertThat(session.request()).contains(new Request(4, 1, "127.0.0.1", echo.port()));
        }
    }

    @Test
    void aSocks4aNameIsResolvedByTheServer() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().name("echo.example", HERE).start();
                RawClient client = new RawClient(server)) {
            client.send(
                    "04 01 "
                            + port(echo.port())
                            + " 00 00 00 01 00 "
                            + text("echo.example")
                            + " 00");
            assertThat(client.read(8)).startsWith("00 5a");
            assertThat(client.sendText("hello").readText(5)).isEqualTo("hello");
            assertThat(server.awaitSession(1).request().orElseThrow().host())
                    .isEqualTo("echo.example");
        }
    }

    @Test
    void aSocks5NameIsResolvedByTheServer() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().name("echo.example", HERE).start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00");
            client.send("05 01 00 03 0c " + text("echo.example") + " " + port(echo.port()));
            assertThat(client.read(10)).startsWith("05 00 00 01");
        }
    }

    @Test
    void anUnknownNameIsHostUnreachable() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().name("echo.example", HERE).start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00");
            client.send("05 01 00 03 02 " + text("no") + " 00 50");
            assertThat(client.read(11)).isEqualTo("05 04 00 01 00 00 00 00 00 00");
        }
    }

    @Test
    void anIpv6TargetIsReached() throws Exception {
        try (TargetServer echo6 = TargetServer.echo(InetAddress.ofLiteral("::1"));
                SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00");
            client.send("05 01 00 04 " + "00 ".repeat(15) + "01 " + port(echo6.port()));
            assertThat(client.read(22)).startsWith("05 00 00 04 00");
            assertThat(client.sendText("six").readText(3)).isEqualTo("six");
        }
    }

    @Test
    void aClosedPortIsConnectionRefused() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00");
            client.send("05 01 00 01 7f 00 00 01 " + port(TargetServer.closedPort()));
            assertThat(client.read(11)).startsWith("05 05 00 01").hasSize(29);
        }
    }

    @Test
    void socks4RefusesWithItsOwnCode() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.send("04 01 " + port(TargetServer.closedPort()) + " 7f 00 00 01 00");
            assertThat(client.read(9)).isEqualTo("00 5b 00 00 00 00 00 00");
        }
    }

    @Test
    void targetsBeyondLoopbackAreNotContacted() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00");
            client.send("05 01 00 01 c6 12 00 01 00 50");
            assertThat(client.read(2)).isEqualTo("05 02");
            client.leave();
            assertThat(server.awaitEnd(1).ending()).contains("not a loopback address");
        }
    }

    @Test
    void anyTargetMayStandForAnother() throws Exception {
        try (SocksTestServer server =
                        SocksTestServer.builder().redirectAll(echo.address()).start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00");
            client.send("05 01 00 01 c6 12 00 01 00 50").read(10);
            assertThat(client.sendText("hello").readText(5)).isEqualTo("hello");
            assertThat(server.awaitSession(1).request())
                    .contains(new Request(5, 1, "198.18.0.1", 80));
        }
    }

    @Test
    void aVersionThatIsNotSpokenIsHungUpOn() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().versions(5).start();
                RawClient client = new RawClient(server)) {
            assertThat(client.send("04 01 00 50 7f 00 00 01 00").read(1)).isEmpty();
            client.leave();
            assertThat(server.awaitEnd(1).ending()).isEqualTo("the client speaks version 4");
        }
    }

    @Test
    void commandsThatAreNotPerformedAreRefused() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().commands(Command.CONNECT).start();
                RawClient bind = new RawClient(server);
                RawClient unknown = new RawClient(server)) {
            bind.greet("05 01 00");
            assertThat(bind.send("05 02 00 01 00 00 00 00 00 00").read(2)).isEqualTo("05 07");
            unknown.greet("05 01 00");
            assertThat(unknown.send("05 09 00 01 00 00 00 00 00 00").read(2)).isEqualTo("05 07");
        }
    }

    @Test
    void anUnknownAddressTypeIsRefused() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 00");
            assertThat(client.send("05 01 00 07 00 00").read(2)).isEqualTo("05 08");
        }
    }

    @Test
    void torsResolveAnswersWithTheAddressAndItsReverseWithTheName() throws Exception {
        try (SocksTestServer server =
                        SocksTestServer.builder()
                                .commands(Command.RESOLVE, Command.RESOLVE_PTR)
                                .name("echo.example", HERE)
                                .start();
                RawClient resolve = new RawClient(server);
                RawClient reverse = new RawClient(server)) {
            resolve.greet("05 01 00");
            resolve.send("05 f0 00 03 0c " + text("echo.example") + " 00 00");
            assertThat(resolve.read(11)).isEqualTo("05 00 00 01 7f 00 00 01 00 00");
            reverse.greet("05 01 00");
            reverse.send("05 f1 00 01 7f 00 00 01 00 00");
            assertThat(reverse.read(20))
                    .isEqualTo("05 00 00 03 0c " + text("echo.example") + " 00 00");
        }
    }

    @Test
    void onlyLoopbackIsListenedOn() {
        assertThatThrownBy(
                        () -> SocksTestServer.builder().address(InetAddress.ofLiteral("0.0.0.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback");
        try (SocksTestServer server =
                SocksTestServer.builder().address(InetAddress.ofLiteral("::1")).start()) {
            assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
        }
    }
}
