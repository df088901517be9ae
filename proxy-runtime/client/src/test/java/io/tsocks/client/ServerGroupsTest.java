package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.health.Condition;
import io.tsocks.client.health.HealthEvent;
import io.tsocks.client.health.ServerFailure;
import io.tsocks.client.health.ServerSnapshot;
import io.tsocks.engine.ProxyServer;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Several servers that stand for each other.
class ServerGroupsTest {

    private final List<HealthEvent<ProxyServer>> events = new CopyOnWriteArrayList<>();
    private final List<ConnectReport> reports = new CopyOnWriteArrayList<>();
    private TargetServer target;

    @BeforeEach
    void start() throws IOException {
        target = TargetServer.echo();
    }

    @AfterEach
    void stop() throws IOException {
        target.close();
    }

    static List<Fault> faultsOfServers() {
        return List.of(
                new Fault.Mute(FaultPhase.ACCEPT),
                new Fault.Close(FaultPhase.ACCEPT),
                new Fault.Close(FaultPhase.METHOD),
                new Fault.Close(FaultPhase.REQUEST),
                new Fault.Reset(FaultPhase.METHOD),
                new Fault.WrongVersion(FaultPhase.METHOD, 4));
    }

    @ParameterizedTest
    @MethodSource("faultsOfServers")
    void theNextServerStandsInWithinTheSameConnect(Fault fault) throws Exception {
        try (SocksTestServer broken = SocksTestServer.builder().faults(fault).start();
                SocksTestServer whole = leadingTo(target.address())) {
            Tsocks tsocks = client(uri(broken), uri(whole));
            try (Socket socket = tsocks.connect("a.test", 80)) {
                TsocksTest.assertEchoes(socket);
            }
            assertThat(reports).extracting(ConnectReport::isConnected).containsExactly(false, true);
        }
    }

    /// At the old address nobody listens.
    @Test
    void theNameOfAServerIsLookedUpForEachConnect() throws Exception {
        try (SocksTestServer whole = leadingTo(target.address())) {
            Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.3", "127.0.0.1"));
            String conf = "server = socks5://proxy.test:" + whole.port() + "\nremote_dns = yes\n";
            Tsocks tsocks =
                    clientFor(policy(conf))
                            .resolver(_ -> List.of(InetAddress.ofLiteral(answers.removeFirst())))
                            .build();
            assertThatThrownBy(() -> tsocks.connect("a.test", 80))
                    .isInstanceOf(SocksException.class)
                    .hasMessageContaining("cannot be reached");
            try (Socket socket = tsocks.connect("a.test", 80)) {
                TsocksTest.assertEchoes(socket);
            }
        }
    }

    @Test
    void aServerThatIsNotThereCostsTwoConnectsAndIsLeftAlone() throws Exception {
        String dead = "socks5://127.0.0.1:" + TargetServer.closedPort();
        try (SocksTestServer whole = leadingTo(target.address())) {
            Tsocks tsocks = client(dead, uri(whole));
            for (int i = 0; i < 5; i++) {
                tsocks.connect("a.test", 80).close();
            }
            assertThat(reports)
                    .extracting(ConnectReport::isConnected)
                    .containsExactly(false, true, false, true, true, true, true);
            assertThat(events)
                    .filteredOn(HealthEvent.Opened.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            HealthEvent.Opened.class,
                            opened -> {
                                assertThat(opened.server()).hasToString(dead);
                                assertThat(opened.failure()).isEqualTo(ServerFailure.UNREACHABLE);
                            });
            ServerSnapshot<ProxyServer> known = tsocks.servers().getFirst();
            assertThat(known.server()).hasToString(dead);
            assertThat(known.condition()).isInstanceOf(Condition.Open.class);
        }
    }

    @Test
    void aMuteServerCostsOneConnectAndIsLeftAlone() throws Exception {
        try (SocksTestServer silent = mute();
                SocksTestServer whole = leadingTo(target.address())) {
            Tsocks tsocks = client(uri(silent), uri(whole));
            for (int i = 0; i < 3; i++) {
                tsocks.connect("a.test", 80).close();
            }
            assertThat(reports)
                    .extracting(ConnectReport::isConnected)
                    .containsExactly(false, true, true, true);
            assertThat(events)
                    .filteredOn(HealthEvent.Opened.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            HealthEvent.Opened.class,
                            opened -> assertThat(opened.failure()).isEqualTo(ServerFailure.MUTE));
        }
    }

    @Test
    void whatOneServerRefusesNoOtherIsAskedFor() throws Exception {
        try (SocksTestServer refusing =
                        SocksTestServer.builder().faults(new Fault.Refuse(5)).start();
                SocksTestServer other = leadingTo(target.address())) {
            Tsocks tsocks = client(uri(refusing), uri(other));
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> tsocks.connect("a.test", 80))
                        .isInstanceOf(SocksException.class)
                        .hasMessageContaining("0x05 (connection refused)");
            }
            assertThat(other.sessions()).isEmpty();
            assertThat(events).isEmpty();
        }
    }

    /// OpenSSH has no other answer for a destination that it cannot reach.
    @Test
    void aServerThatClosesForARefusedDestinationKeepsItsPlace() throws Exception {
        Fault closes = new Fault.Close(FaultPhase.REQUEST);
        try (SocksTestServer one = SocksTestServer.builder().faults(closes).start();
                SocksTestServer two = SocksTestServer.builder().faults(closes).start()) {
            Tsocks tsocks = client(uri(one), uri(two));
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> tsocks.connect("a.test", 80))
                        .isInstanceOf(SocksException.class);
            }
            assertThat(one.sessions()).hasSize(4);
            assertThat(events).isEmpty();
            assertThat(tsocks.servers()).allMatch(known -> known.failures() == 0);
        }
    }

    @Test
    void ifAllFailTheFirstFailureIsThrownAndNamesTheOthers() {
        Tsocks tsocks =
                client(
                        "socks5://127.0.0.1:" + TargetServer.closedPort(),
                        "http://127.0.0.1:" + TargetServer.closedPort());
        assertThatThrownBy(() -> tsocks.connect("a.test", 80))
                .isInstanceOf(SocksException.class)
                .hasMessageContaining("via socks5://")
                .satisfies(
                        e ->
                                assertThat(e.getSuppressed())
                                        .singleElement()
                                        .asString()
                                        .contains("via http://"));
    }

    @Test
    void theDeadlineOfTheWholeConnectHoldsForAllServersTogether() throws Exception {
        try (SocksTestServer one = mute();
                SocksTestServer two = mute();
                SocksTestServer three = mute()) {
            Tsocks tsocks =
                    builder(uri(one), uri(two), uri(three))
                            .deadlines(Deadlines.all(Duration.ofMillis(300)))
                            .build();
            assertThatThrownBy(() -> tsocks.connect("a.test", 80))
                    .isInstanceOf(SocksException.class)
                    .hasRootCauseInstanceOf(DeadlineException.class);
            assertThat(reports).hasSize(1);
        }
    }

    @Test
    void eachServerHasItsTurn() throws Exception {
        try (SocksTestServer one = leadingTo(target.address());
                SocksTestServer two = leadingTo(target.address())) {
            Tsocks tsocks = clientOf(lines(uri(one), uri(two)) + "select = round-robin\n");
            for (int i = 0; i < 6; i++) {
                tsocks.connect("a.test", 80).close();
            }
            assertThat(one.sessions()).hasSize(3);
            assertThat(two.sessions()).hasSize(3);
        }
    }

    @Test
    void aSocketOfTheFactoryGoesToTheNextServerToo() throws Exception {
        String dead = "socks5://127.0.0.1:" + TargetServer.closedPort();
        try (SocksTestServer whole = leadingTo(target.address());
                Socket socket = client(dead, uri(whole)).unconnectedSocket()) {
            socket.connect(InetSocketAddress.createUnresolved("a.test", 80));
            TsocksTest.assertEchoes(socket);
        }
    }

    @Test
    void aLegTakesTheServerThatIsKnownToAnswer() throws Exception {
        String dead = "socks5://127.0.0.1:" + TargetServer.closedPort();
        try (SocksTestServer whole = leadingTo(target.address())) {
            Tsocks tsocks = client(dead, uri(whole));
            for (int i = 0; i < 2; i++) {
                Leg leg = tsocks.firstLeg(Destinations.of("a.test", 80));
                leg.failed(leg.unreachable(new IOException("Connection refused")));
            }
            Leg leg = tsocks.firstLeg(Destinations.of("a.test", 80));
            assertThat(leg.address()).isEqualTo(whole.address());
            leg.failed(new SocketTimeoutException());
        }
    }

    @Test
    void aNewPolicyKeepsWhatIsKnownOfItsServers() throws Exception {
        String dead = "socks5://127.0.0.1:" + TargetServer.closedPort();
        try (SocksTestServer whole = leadingTo(target.address())) {
            Tsocks tsocks = client(dead, uri(whole));
            for (int i = 0; i < 2; i++) {
                tsocks.connect("a.test", 80).close();
            }
            reports.clear();
            tsocks.replace(policy(lines(dead, uri(whole)) + "fallback = no\n"));
            tsocks.connect("a.test", 80).close();
            assertThat(reports).hasSize(1);
        }
    }

    /// As a listener may that writes its log to another host.
    @Test
    void aListenerOfTheHealthMayConnect() throws Exception {
        String dead = "socks5://127.0.0.1:" + TargetServer.closedPort();
        try (SocksTestServer whole = leadingTo(target.address())) {
            List<Tsocks> own = new CopyOnWriteArrayList<>();
            ConnectListener connecting =
                    new ConnectListener() {
                        @Override
                        public void health(HealthEvent<ProxyServer> event) {
                            try {
                                own.getFirst().connect("b.test", 80).close();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }
                    };
            Tsocks tsocks = clientFor(policy(lines(dead, uri(whole)))).listener(connecting).build();
            own.add(tsocks);
            for (int i = 0; i < 2; i++) {
                tsocks.connect("a.test", 80).close();
            }
            assertThat(whole.sessions()).hasSizeGreaterThan(2);
        }
    }

    private static SocksTestServer mute() {
        return SocksTestServer.builder().faults(new Fault.Mute(FaultPhase.ACCEPT)).start();
    }

    private Tsocks client(String... servers) {
        return builder(servers).build();
    }

    private Tsocks clientOf(String text) {
        return clientFor(policy(text)).listener(new Listening()).build();
    }

    private TsocksBuilder builder(String... servers) {
        Deadlines hurried =
                new Deadlines(
                        Duration.ofSeconds(10),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10));
        return clientFor(policy(lines(servers))).listener(new Listening()).deadlines(hurried);
    }

    private static String lines(String... servers) {
        return Arrays.stream(servers)
                .map(uri -> "server = " + uri + "\n")
                .collect(Collectors.joining());
    }

    private static String uri(SocksTestServer server) {
        return "socks5://" + server.host() + ":" + server.port();
    }

    private final class Listening implements ConnectListener {

        @Override
        public void ended(ConnectReport report) {
            reports.add(report);
        }

        @Override
        public void health(HealthEvent<ProxyServer> event) {
            events.add(event);
        }
    }
}
