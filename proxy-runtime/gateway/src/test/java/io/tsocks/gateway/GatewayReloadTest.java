package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.assertEchoes;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Tsocks;
import io.tsocks.testing.Seeds;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a new policy does to open connections: no more and no less than it changes.
class GatewayReloadTest {

    /// Ten networks, each of which goes through one of two servers.
    private static final int NETWORKS = 10;

    private static Tsocks routing(SocksTestServer[] servers, int[] choice) {
        StringBuilder conf = new StringBuilder();
        for (int i = 0; i < NETWORKS; i++) {
            if (choice[i] < servers.length) {
                conf.append(
                        "path {\nreaches = 10.%d.0.0/255.255.0.0\nserver = socks5://127.0.0.1:%d\n}\n"
                                .formatted(i, servers[choice[i]].port()));
            }
        }
        return clientFor(policy(conf + "# the others are refused\n")).build();
    }

    static List<Long> seeds() {
        return Seeds.first(5).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void exactlyThoseAreDroppedWhoseWayHasChanged(long seed) throws Exception {
        RandomGenerator random = Seeds.random(seed);
        try (TargetServer target = TargetServer.echo();
                SocksTestServer one = leadingTo(target.address());
                SocksTestServer two = leadingTo(target.address())) {
            SocksTestServer[] servers = {one, two};
            int[] before = random.ints(NETWORKS, 0, 2).toArray();
            int[] after = random.ints(NETWORKS, 0, 3).toArray();
            try (TestGateway gateway = TestGateway.with(routing(servers, before))) {
                Map<Integer, List<Socket>> open = new HashMap<>();
                for (int i = 0; i < 60; i++) {
                    int network = random.nextInt(NETWORKS);
                    open.computeIfAbsent(network, _ -> new ArrayList<>())
                            .add(gateway.socks5("10." + network + ".0." + (i + 1), 80));
                }
                gateway.replace(routing(servers, after), "r2");
                PolicyChange change = gateway.gateway.policyChanged();
                int expected = 0;
                for (var entry : open.entrySet()) {
                    boolean isSame = before[entry.getKey()] == after[entry.getKey()];
                    expected += isSame ? 0 : entry.getValue().size();
                    for (Socket socket : entry.getValue()) {
                        check(socket, isSame, "seed " + seed + ", network " + entry.getKey());
                    }
                }
                assertThat(change.dropped()).as("seed %d", seed).isEqualTo(expected);
                assertThat(change.kept()).as("seed %d", seed).isEqualTo(60 - expected);
                assertThat(gateway.gateway.policyChanged().dropped()).isZero();
            }
        }
    }

    private static void check(Socket socket, boolean isKept, String what) throws Exception {
        try (socket) {
            if (isKept) {
                assertEchoes(socket);
            } else {
                assertThat(hasEnded(socket)).as(what).isTrue();
            }
        }
    }

    private static boolean hasEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.io.IOException e) {
            return true;
        }
    }

    /// 1,000 connections, or as many as the system property `tsocks.connections` says; each takes
    /// six descriptors of this process.
    @Test
    void ofManyOpenConnectionsExactlyTheChangedOnesAreDropped() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer one = leadingTo(target.address());
                SocksTestServer two = leadingTo(target.address());
                TestGateway gateway = TestGateway.with(names(one, two))) {
            int all = Integer.getInteger("tsocks.connections", 1000);
            List<Socket> kept = new ArrayList<>();
            List<Socket> changed = new ArrayList<>();
            for (int i = 0; i < all; i++) {
                boolean isKept = i % 4 != 0;
                (isKept ? kept : changed)
                        .add(
                                gateway.socks5(
                                        (isKept ? "stays" : "moves")
                                                + i
                                                + (isKept ? ".one.test" : ".two.test"),
                                        80));
            }
            gateway.replace(names(one, one), "r2");
            PolicyChange change = gateway.gateway.policyChanged();
            assertThat(change).isEqualTo(new PolicyChange(kept.size(), changed.size()));
            for (Socket socket : kept) {
                assertEchoes(socket);
                socket.close();
            }
            for (Socket socket : changed) {
                assertThat(hasEnded(socket)).isTrue();
                socket.close();
            }
            assertThat(gateway.gateway.drain(Duration.ofSeconds(20))).isZero();
        }
    }

    private static Tsocks names(SocksTestServer forOne, SocksTestServer forTwo) {
        String path = "path {\nreaches = .%s.test\nserver = socks5://127.0.0.1:%d\n}\n";
        return clientFor(
                        policy(
                                path.formatted("one", forOne.port())
                                        + path.formatted("two", forTwo.port())))
                .build();
    }

    @Test
    void aNewPolicyThatSaysTheSameDropsNothing() throws Exception {
        try (TargetServer target = TargetServer.echo();
                TestGateway gateway = TestGateway.of("# loopback");
                Socket socket = gateway.socks5("127.0.0.1", target.port())) {
            gateway.replace(
                    Tsocks.parse("\n\n# loopback, and another comment\nfallback = yes"), "r2");
            assertThat(gateway.gateway.policyChanged()).isEqualTo(new PolicyChange(1, 0));
            assertEchoes(socket);
        }
    }

    @Test
    void keepKeepsAndDropAllDropsAll() throws Exception {
        for (OnReload mode : new OnReload[] {OnReload.KEEP, OnReload.DROP_ALL}) {
            try (TargetServer target = TargetServer.echo();
                    TestGateway gateway =
                            TestGateway.with(Tsocks.parse("#"), config -> config.with(mode));
                    Socket socket = gateway.socks5("127.0.0.1", target.port())) {
                gateway.replace(Tsocks.parse("# the same"), "r2");
                PolicyChange change = gateway.gateway.policyChanged();
                boolean isKept = mode == OnReload.KEEP;
                assertThat(change)
                        .isEqualTo(isKept ? new PolicyChange(1, 0) : new PolicyChange(0, 1));
                check(socket, isKept, mode.toString());
            }
        }
    }

    @Test
    void aConnectThatTheNewPolicyOvertakesIsNotEstablished() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Tsocks[] after = new Tsocks[1];
            TestGateway[] gateway = new TestGateway[1];
            Tsocks before =
                    clientFor(policy(io.tsocks.client.testing.Clients.conf(server)))
                            .listener(
                                    new io.tsocks.client.ConnectListener() {
                                        @Override
                                        public void ended(io.tsocks.client.ConnectReport report) {
                                            gateway[0].replace(after[0], "r2");
                                            assertThat(gateway[0].gateway.policyChanged())
                                                    .isEqualTo(new PolicyChange(0, 0));
                                        }
                                    })
                            .build();
            after[0] = Tsocks.parse("# all is refused");
            try (TestGateway opened = TestGateway.with(before)) {
                gateway[0] = opened;
                org.assertj.core.api.Assertions.assertThatThrownBy(
                                () -> opened.socks5("10.1.2.3", 80))
                        .hasMessageContaining("0501");
                assertThat(opened.awaitClosed().reason()).isEqualTo(CloseReason.FAILED);
            }
        }
    }
}
