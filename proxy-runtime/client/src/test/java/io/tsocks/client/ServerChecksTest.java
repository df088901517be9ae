package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.health.HealthEvent;
import io.tsocks.client.health.ServerFailure;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Secret;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.TlsFront;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.Request;
import io.tsocks.testserver.Session;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks of servers. Each test waits for something that a check does, as long as it takes.
class ServerChecksTest {

    private final BlockingQueue<HealthEvent<ProxyServer>> events = new LinkedBlockingQueue<>();
    private final List<ConnectReport> reports = new CopyOnWriteArrayList<>();
    private TargetServer target;
    private SocksTestServer whole;

    @BeforeEach
    void start() throws IOException {
        target = TargetServer.echo();
        whole = leadingTo(target.address());
    }

    @AfterEach
    void stop() throws IOException {
        whole.close();
        target.close();
    }

    @Test
    void aCheckGreetsAServerAndSaysNoMore() throws Exception {
        try (SocksTestServer spare = SocksTestServer.builder().login("joe", "s3cret").start()) {
            Tsocks tsocks =
                    client(
                            uri(whole),
                            "socks5://joe@127.0.0.1:" + spare.port(),
                            "default_pass = s3cret");
            tsocks.connect("a.test", 80).close();
            Session check = spare.awaitEnd(1);
            assertThat(check.methods()).containsExactly(0, 2);
            assertThat(check.user()).isEmpty();
            assertThat(check.request()).isEmpty();
            assertThat(reports).as("connects that were reported").hasSize(1);
            spare.awaitSession(2);
            assertThat(tsocks.servers())
                    .filteredOn(known -> known.server().uri().endsWith(":" + spare.port()))
                    .singleElement()
                    .satisfies(known -> assertThat(known.answers()).isPositive())
                    .satisfies(known -> assertThat(known.handshakeTime()).isEmpty());
        }
    }

    @Test
    void checksFindADeadServerAndItsReturn() throws Exception {
        int port = TargetServer.closedPort();
        Tsocks tsocks = client(uri(whole), "http://127.0.0.1:" + port);
        tsocks.connect("a.test", 80).close();
        assertThat(next())
                .isInstanceOfSatisfying(
                        HealthEvent.Opened.class,
                        opened -> {
                            assertThat(opened.server()).hasToString("http://127.0.0.1:" + port);
                            assertThat(opened.failure()).isEqualTo(ServerFailure.UNREACHABLE);
                        });
        try (SocksTestServer back = SocksTestServer.builder().port(port).start()) {
            assertThat(back.port()).isEqualTo(port);
            HealthEvent<ProxyServer> event = next();
            while (event instanceof HealthEvent.HalfOpen<ProxyServer>) {
                event = next();
            }
            assertThat(event).isInstanceOf(HealthEvent.Closed.class);
        }
    }

    @Test
    void aPreferredServerIsTakenBackWithoutAConnectThatTriesIt() throws Exception {
        int port = TargetServer.closedPort();
        Tsocks tsocks = client("socks5://127.0.0.1:" + port, uri(whole), "recover = after 3");
        for (int i = 0; i < 2; i++) {
            tsocks.connect("a.test", 80).close();
        }
        try (SocksTestServer back =
                SocksTestServer.builder().port(port).redirectAll(target.address()).start()) {
            back.awaitSession(4);
            reports.clear();
            tsocks.connect("b.test", 80).close();
            assertThat(reports).hasSize(1);
            assertThat(back.sessions())
                    .filteredOn(session -> session.request().isPresent())
                    .hasSize(1);
        }
    }

    @Test
    void aServerThatDoesNotAnswerTheGreetingFails() throws Exception {
        try (SocksTestServer mute =
                SocksTestServer.builder().faults(new Fault.Mute(FaultPhase.METHOD)).start()) {
            client(uri(whole), uri(mute)).connect("a.test", 80).close();
            assertThat(next())
                    .isInstanceOfSatisfying(
                            HealthEvent.Opened.class,
                            opened -> assertThat(opened.failure()).isEqualTo(ServerFailure.LATE));
        }
    }

    /// The deadlines of connects are far longer than those of this test.
    @Test
    void aCheckIsOverBeforeOthersAreDue() throws Exception {
        try (SocksTestServer mute =
                SocksTestServer.builder().faults(new Fault.Mute(FaultPhase.METHOD)).start()) {
            Tsocks tsocks =
                    clientFor(policy(conf(uri(whole), uri(mute))))
                            .listener(new Listening())
                            .deadlines(Deadlines.all(Duration.ofHours(1)))
                            .build();
            tsocks.connect("a.test", 80).close();
            assertThat(next())
                    .isInstanceOfSatisfying(
                            HealthEvent.Opened.class,
                            opened -> assertThat(opened.failure()).isEqualTo(ServerFailure.LATE));
        }
    }

    @Test
    void aServerThatTakesNoMethodFails() throws Exception {
        try (SocksTestServer strict = SocksTestServer.builder().login("joe", "s3cret").start()) {
            client(uri(whole), uri(strict)).connect("a.test", 80).close();
            assertThat(next())
                    .isInstanceOfSatisfying(
                            HealthEvent.Opened.class,
                            opened -> assertThat(opened.failure()).isEqualTo(ServerFailure.METHOD));
        }
    }

    /// As they may ask a person.
    @Test
    void noLoginIsAskedForToCheckAServer() throws Exception {
        try (SocksTestServer strict = SocksTestServer.builder().login("joe", "s3cret").start()) {
            Credentials asking =
                    server -> {
                        assertThat(server).hasToString(uri(whole));
                        return Optional.of(new Credentials.Login("joe", Secret.of("s3cret")));
                    };
            Tsocks tsocks =
                    clientFor(policy(conf(uri(whole), uri(strict)))).credentials(asking).build();
            tsocks.connect("a.test", 80).close();
            assertThat(strict.awaitEnd(1).methods()).containsExactly(0, 2);
            assertThat(strict.awaitEnd(1).user()).isEmpty();
        }
    }

    @Test
    void aCheckGoesThroughTheServersThatLeadToTheServer() throws Exception {
        try (SocksTestServer inner = leadingTo(target.address());
                SocksTestServer outer = leadingTo(inner.address())) {
            Tsocks tsocks =
                    client(
                            uri(whole),
                            "socks5://192.0.2.1:1081",
                            "chain = yes",
                            "path {",
                            "reaches = 192.0.2.0/24",
                            "server = " + uri(outer),
                            "}");
            tsocks.connect("a.test", 80).close();
            assertThat(inner.awaitEnd(1).request()).isEmpty();
            assertThat(outer.sessions())
                    .as("an earlier check may have been late")
                    .flatExtracting(session -> session.request().stream().toList())
                    .allSatisfy(
                            (Request asked) -> {
                                assertThat(asked.host()).isEqualTo("192.0.2.1");
                                assertThat(asked.port()).isEqualTo(1081);
                            })
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "other.test"})
    void aServerInsideTlsIsGreetedIfItIsTheOne(String name, @TempDir Path folder) throws Exception {
        Authority authority = Authority.create("Test");
        Path ca = folder.resolve("ca.pem");
        Files.writeString(ca, Identity.pem(List.of(authority.certificate())));
        try (SocksTestServer inside = SocksTestServer.builder().login("joe", "s3cret").start();
                TlsFront spare = TlsFront.start(authority.issue(name), inside.address())) {
            String conf =
                    conf(
                            uri(whole),
                            "socks5+tls://joe@127.0.0.1:" + spare.port(),
                            "default_pass = s3cret",
                            "tls_ca = " + ca);
            Tsocks tsocks = clientFor(policy(conf)).listener(new Listening()).build();
            tsocks.connect("a.test", 80).close();
            if (name.equals("127.0.0.1")) {
                Session check = inside.awaitEnd(1);
                assertThat(check.methods()).containsExactly(0, 2);
                assertThat(check.user()).isEmpty();
                assertThat(check.request()).isEmpty();
                inside.awaitSession(3);
                assertThat(events).isEmpty();
            } else {
                assertThat(next())
                        .isInstanceOfSatisfying(
                                HealthEvent.Opened.class,
                                opened ->
                                        assertThat(opened.failure()).isEqualTo(ServerFailure.TLS));
                assertThat(inside.sessions()).allMatch(it -> it.methods().isEmpty());
            }
        }
    }

    @Test
    void theThreadEndsWithTheChecks() throws Exception {
        try (SocksTestServer spare = SocksTestServer.builder().start()) {
            Set<Thread> ofOtherTests = waiting();
            Tsocks tsocks = client(uri(whole), uri(spare));
            tsocks.connect("a.test", 80).close();
            spare.awaitSession(1);
            Set<Thread> waiting = waiting();
            waiting.removeAll(ofOtherTests);
            assertThat(waiting).hasSize(1).allMatch(Thread::isDaemon);
            tsocks.replace(policy("server = " + uri(whole) + "\nremote_dns = yes\n"));
            tsocks.connect("a.test", 80).close();
            for (Thread one : waiting) {
                assertThat(one.join(SOON)).isTrue();
            }
        }
    }

    private static Set<Thread> waiting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tsocks-check"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private HealthEvent<ProxyServer> next() throws InterruptedException {
        HealthEvent<ProxyServer> event = events.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    private Tsocks client(String first, String second, String... more) {
        Deadlines hurried = new Deadlines(SOON, Duration.ofMillis(200), SOON, SOON, SOON, SOON);
        return clientFor(policy(conf(first, second, more)))
                .listener(new Listening())
                .deadlines(hurried)
                .build();
    }

    private static String conf(String first, String second, String... more) {
        return "server = %s\nserver = %s\ncheck = 1s\nremote_dns = yes\n".formatted(first, second)
                + String.join("\n", more)
                + "\n";
    }

    private static String uri(SocksTestServer server) {
        return "socks5://127.0.0.1:" + server.port();
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
