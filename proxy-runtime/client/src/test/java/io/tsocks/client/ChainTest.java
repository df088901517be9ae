package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.health.Condition;
import io.tsocks.engine.Resolver;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.Session;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Servers behind servers: `chain = yes`. The inner ones have addresses that only a server before
/// them leads to.
class ChainTest {

    private static final String INNER = "192.0.2.1";
    private static final String INNERMOST = "198.51.100.1";

    private TargetServer target;
    private SocksTestServer innermost;
    private SocksTestServer inner;
    private SocksTestServer outer;

    @BeforeEach
    void start() throws IOException {
        target = TargetServer.echo();
        innermost =
                SocksTestServer.builder()
                        .login("joe", "s3cret")
                        .redirectAll(target.address())
                        .start();
        inner = SocksTestServer.builder().redirectAll(innermost.address()).start();
        outer = SocksTestServer.builder().redirectAll(inner.address()).start();
    }

    @AfterEach
    void stop() throws IOException {
        outer.close();
        inner.close();
        innermost.close();
        target.close();
    }

    /// The default server is reached through the inner one, and that through the outer one.
    private String threeHops() {
        return """
        chain = yes
        remote_dns = yes
        path {
            reaches = 192.0.2.0/24
            server = socks5://127.0.0.1:%d
        }
        path {
            reaches = 198.51.100.0/24
            server = socks4a://192.0.2.1:1081
        }
        server = socks5://joe@198.51.100.1:1082
        default_pass = s3cret
        """
                .formatted(outer.port());
    }

    private static List<String> asked(SocksTestServer server) {
        return server.sessions().stream()
                .flatMap(session -> session.request().stream())
                .map(request -> request.host() + ":" + request.port())
                .toList();
    }

    private void assertOneHopAfterTheOther() {
        assertThat(asked(outer)).containsExactly(INNER + ":1081");
        assertThat(asked(inner)).containsExactly(INNERMOST + ":1082");
        assertThat(asked(innermost)).containsExactly("a.test:80");
        assertThat(innermost.sessions()).extracting(Session::loggedIn).containsExactly(true);
        assertThat(outer.sessions()).extracting(Session::user).allMatch(user -> user.isEmpty());
    }

    @Test
    void eachServerIsAskedForTheNextOne() throws Exception {
        Tsocks tsocks = clientFor(policy(threeHops())).build();
        try (Socket socket = tsocks.connect("a.test", 80)) {
            TsocksTest.assertEchoes(socket);
        }
        assertOneHopAfterTheOther();
    }

    @Test
    void aLegHasTheHandshakesOfAllServers() throws Exception {
        Tsocks tsocks = clientFor(policy(threeHops())).build();
        Leg leg = tsocks.firstLeg(Destinations.of("a.test", 80));
        assertThat(leg.address()).isEqualTo(outer.address());
        LegTest.driveAndEcho(leg);
        assertOneHopAfterTheOther();
    }

    @Test
    void withoutTheLineTheServerIsRefused() {
        String text = threeHops().replace("chain = yes", "chain = no");
        assertThatThrownBy(() -> policy(text))
                .hasMessageContaining("192.0.2.1 is in no local network");
    }

    @Test
    void aHopThatFailsIsNamed() {
        outer.behave(new Fault.Refuse(4));
        Tsocks tsocks = clientFor(policy(threeHops())).build();
        assertThatThrownBy(() -> tsocks.connect("a.test", 80))
                .isInstanceOf(SocksException.class)
                .hasMessageContaining("a.test:80 via socks5://198.51.100.1:1082")
                .hasMessageContaining("via socks4a://192.0.2.1:1081")
                .hasMessageContaining("0x04 (host unreachable)");
        assertThat(inner.sessions()).isEmpty();
    }

    @Test
    void aServerIsAskedForByTheNameThatAPathLists() throws Exception {
        String text =
                """
                chain = yes
                path {
                    reaches = .corp.test
                    server = socks5://127.0.0.1:%d
                }
                server = socks5://inner.corp.test
                """
                        .formatted(outer.port());
        try (Socket _ = clientFor(policy(text)).build().connect("a.test", 80)) {
            assertThat(asked(outer)).containsExactly("inner.corp.test:1080");
        }
    }

    @Test
    void serversThatTurnOutToBeInACircleAreRefused() {
        String text =
                """
                chain = yes
                path {
                    reaches = 192.0.2.0/24
                    server = socks5://two.test
                }
                path {
                    reaches = 198.51.100.0/24
                    server = socks5://one.test
                }
                server = socks5://one.test
                """;
        Resolver names =
                name ->
                        List.of(
                                InetAddress.ofLiteral(
                                        Map.of("one.test", INNER, "two.test", INNERMOST)
                                                .get(name)));
        Tsocks tsocks = Tsocks.builder(policy(text)).resolver(names).build();
        assertThatThrownBy(() -> tsocks.connect("203.0.113.1", 80))
                .hasMessageContaining("could only be reached through itself");
    }

    @Test
    void datagramsAndPortsOfServersBehindOthersAreRefused() {
        Tsocks tsocks = clientFor(policy(threeHops())).build();
        assertThatThrownBy(() -> tsocks.udp("203.0.113.1", 53, Duration.ofSeconds(10)))
                .hasMessageContaining("carry connections only");
        assertThatThrownBy(() -> tsocks.bind("203.0.113.1", 20, Duration.ofSeconds(10)))
                .hasMessageContaining("carry connections only");
        assertThat(outer.sessions()).isEmpty();
    }

    @Test
    void whatAServerBehindOthersCannotDoIsNoFaultOfIt() {
        Tsocks tsocks = clientFor(policy(threeHops())).build();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> tsocks.udp("203.0.113.1", 53, Duration.ofSeconds(10)))
                    .isInstanceOf(IOException.class);
        }
        assertThat(tsocks.servers())
                .allMatch(server -> server.condition() instanceof Condition.Closed);
    }

    /// A group on the way, whose first server is not there.
    private String deadOnTheWay() {
        return """
        chain = yes
        remote_dns = yes
        path {
            reaches = 198.51.100.0/24
            server = socks5://127.0.0.1:%d
            server = socks5://127.0.0.1:%d
        }
        server = socks5://joe@198.51.100.1:1082
        default_pass = s3cret
        """
                .formatted(TargetServer.closedPort(), inner.port());
    }

    @Test
    void anotherServerOnTheWayStandsIn() throws Exception {
        try (Socket socket = clientFor(policy(deadOnTheWay())).build().connect("a.test", 80)) {
            TsocksTest.assertEchoes(socket);
        }
    }

    @Test
    void aFailureOnTheWayCountsForTheNextLegs() throws Exception {
        Tsocks tsocks = clientFor(policy(deadOnTheWay())).build();
        for (int i = 0; i < 2; i++) {
            Leg leg = tsocks.firstLeg(Destinations.of("a.test", 80));
            leg.failed(leg.unreachable(new IOException("Connection refused")));
        }
        Leg leg = tsocks.firstLeg(Destinations.of("a.test", 80));
        assertThat(leg.address()).isEqualTo(inner.address());
        LegTest.driveAndEcho(leg);
    }

    /// The one member reaches the other through its own group.
    @Test
    void aMemberIsNotReachedThroughItself() throws Exception {
        String text =
                """
                chain = yes
                remote_dns = yes
                server = socks5://127.0.0.1:%d
                server = socks5://192.0.2.1:1081
                select = round-robin
                """
                        .formatted(outer.port());
        Tsocks tsocks = clientFor(policy(text)).build();
        for (int i = 0; i < 6; i++) {
            tsocks.connect("a.test", 80).close();
        }
        assertThat(tsocks.servers())
                .hasSize(2)
                .allMatch(server -> server.condition() instanceof Condition.Closed)
                .allMatch(server -> server.failures() == 0);
    }
}
