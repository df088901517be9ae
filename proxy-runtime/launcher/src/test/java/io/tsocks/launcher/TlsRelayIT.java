package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Haproxy;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testing.Squid;
import io.tsocks.testing.Stunnel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs as they are, through servers that speak TLS, in a network where nothing else can be
/// reached.
@RequiresRoot
@RequiresProgram({
    "curl",
    "danted",
    "git",
    "haproxy",
    "ip",
    "microsocks",
    "nft",
    "python3",
    "setpriv",
    "squid",
    "ssh",
    "sshd",
    "stunnel"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsRelayIT {

    private static final String TARGET = "192.0.2.7";
    private static final String DANTED = "server = socks5+tls://10.203.0.1:1080";
    private static final String SQUID =
            "server = https://joe@10.203.0.1:1081\ndefault_pass = s3cret";
    private static final String MICROSOCKS =
            "server = socks5+tls://joe@10.203.0.1:1082\ndefault_pass = s3cret";

    /// Its certificate is signed by an authority that the policy does not trust.
    private static final String STRANGER =
            "server = socks5+tls://joe@10.203.0.1:1083\ndefault_pass = s3cret";

    private static final String MORTAL = "server = socks5+tls://10.203.0.1:1085";

    /// TLS with the second server inside that with the first one.
    private static final String CHAIN =
            """
            chain = yes
            path {
            reaches = 192.0.2.8/32
            server = https://joe@10.203.0.1:1081
            default_pass = s3cret
            tls_ca = ca.pem
            }
            server = socks5+tls://192.0.2.8:1090\
            """;

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create();
    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable RealServer danted;
    private final Path many = Workshop.source("many_connects.py");
    private final Path relayed = Workshop.source("relayed.py");
    private final Authority authority = Authority.create("Test");
    private final Identity identity = authority.issue("10.203.0.1", "192.0.2.8", "proxy.example");

    @BeforeAll
    void start() {
        NetworkNamespace outside = network.outside().addAddress(TARGET).addAddress("192.0.2.8");
        // Squid looks for the names of addresses.
        outside.etc("hosts", TARGET + " web.test.example\n192.0.2.8 far.test.example\n");
        network.inside().etc("hosts", "10.203.0.1 proxy.example\n");
        network.inside().etc("resolv.conf", "");
        workshop.file("ca.pem", Identity.pem(List.of(authority.certificate())));
        workshop.file("own.pem", authority.issue().pem());
        RealServer behind = keep(Danted.start(at(2080)));
        danted = behind;
        RealServer squid = keep(Squid.startWithLogin(at(2081), "joe", "s3cret"));
        RealServer microsocks = keep(Microsocks.startWithLogin(at(2082), "joe", "s3cret"));
        keep(Haproxy.tls(network.server(0), identity, behind));
        keep(Haproxy.tls(network.server(1), identity, squid));
        keep(Stunnel.start(network.server(2), "TLSv1.2", identity, microsocks));
        Identity strange = Authority.create("Stranger").issue("10.203.0.1");
        keep(Haproxy.tls(network.server(3), strange, microsocks));
        Place far = new Place(outside, "192.0.2.8", 1090);
        keep(Haproxy.tlsForClientsOf(far, authority, identity, behind));
        keep(Shells.serve(workshop, outside, TARGET));
        keep(workshop.serveFiles(outside, TARGET));
    }

    private RealServer danted() {
        return Objects.requireNonNull(danted);
    }

    private Place at(int port) {
        return new Place(network.outside(), "127.0.0.1", port);
    }

    private <T extends AutoCloseable> T keep(T one) {
        open.add(one);
        return one;
    }

    @AfterEach
    void nothingHasLeaked() {
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        network.close();
        workshop.close();
    }

    private Path policy(String servers) {
        return workshop.file(
                "tls.conf", "local = 10.203.0.0/24\n" + servers + "\ntls_ca = ca.pem\n");
    }

    private Command.Result run(User user, String servers, String options, String... words) {
        return run(user, policy(servers), options, words);
    }

    private Command.Result run(User user, Path policy, String options, String... words) {
        String[] all =
                Stream.of(
                                options.split(" ", -1),
                                new String[] {"-f", policy.toString(), "--"},
                                words)
                        .flatMap(Arrays::stream)
                        .filter(word -> !word.isEmpty())
                        .toArray(String[]::new);
        return workshop.command(network.inside(), user, workshop.tsocks(all)).result();
    }

    private RunningProgram services(String name) {
        Path log = workshop.folder().resolve(name + ".log");
        return network.outside()
                .start(log, "python3", Workshop.source("services.py").toString(), TARGET)
                .awaitListening(7);
    }

    static Stream<Arguments> usersAndServers() {
        return Stream.of(
                Arguments.of(User.ROOT, DANTED),
                Arguments.of(User.NOBODY, DANTED),
                Arguments.of(User.NOBODY, SQUID),
                Arguments.of(User.ROOT, MICROSOCKS),
                Arguments.of(User.NOBODY, CHAIN + "\ntls_client = own.pem"));
    }

    @ParameterizedTest
    @MethodSource("usersAndServers")
    void programsReachTheirServers(User user, String server) {
        Map<String, String> programs =
                Map.of(
                        "curl", "curl -sS http://192.0.2.7/greeting",
                        "git", "rm -rf $$; git clone -q http://192.0.2.7/repo $$; cat $$/file",
                        "ssh", Shells.greeting(TARGET));
        new ProgramTable(workshop, network, policy(server), programs)
                .allReachTheirServers(user, "hello");
    }

    @ParameterizedTest
    @MethodSource("usersAndServers")
    void manyConnectionsAreRelayedInEveryWay(User user, String server) {
        try (RunningProgram _ = services("many")) {
            for (String how : List.of("threads", "asyncio", "edge")) {
                String option = "--nonblocking=" + (how.equals("asyncio") ? "gate" : "exact");
                String[] words = {"python3", many.toString(), TARGET, "7", how, "30"};
                Command.Result run = run(user, server, option, words);
                assertThat(run.errors()).isEmpty();
                assertThat(run.output()).isEqualTo("30 good 0 bad \n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"forks", "duplicates", "passes", "reconnects", "executes"})
    void aRelayedSocketIsLikeAnyOther(String deed) {
        try (RunningProgram _ = services("any")) {
            String[] words = {"python3", relayed.toString(), TARGET, deed};
            Command.Result run = run(User.NOBODY, DANTED, "", words);
            assertThat(run.errors()).isEmpty();
            assertThat(run.status()).isZero();
        }
    }

    @Test
    void aHalfClosedConnectionGoesOnTheOtherWay() {
        try (RunningProgram _ = services("half")) {
            String[] words = {"python3", relayed.toString(), TARGET, "half-closes"};
            Command.Result run = run(User.NOBODY, DANTED, "", words);
            assertThat(run.status()).as(run.errors()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProgramHasSentArrivesAfterItsEnd(User user) {
        try (RunningProgram services = services("ends" + user)) {
            String[] words = {"python3", relayed.toString(), TARGET, "sends and ends"};
            assertThat(run(user, DANTED, "", words).status()).isZero();
            services.awaitLog("got 5000000");
        }
    }

    @Test
    void theDeathOfTheSupervisorResetsRelayedConnections() {
        try (RunningProgram _ = services("supervisor")) {
            String[] words = {"python3", relayed.toString(), TARGET, "loses its supervisor"};
            assertThat(run(User.ROOT, DANTED, "", words).output()).isEqualTo("reset\n");
        }
    }

    /// A FIN without `close_notify`, as the kernel of a killed server sends it, may stand for lost
    /// data.
    @ParameterizedTest
    @EnumSource
    void theDeathOfTheServerResetsRelayedConnections(User user) {
        String program =
                """
                import socket
                s = socket.create_connection(('192.0.2.7', 7))
                s.sendall(b'x')
                assert s.recv(1) == b'x'
                print('connected', flush=True)
                try: print('end' if s.recv(1) == b'' else 'data')
                except ConnectionResetError: print('reset')
                """;
        Path log = workshop.folder().resolve("left-" + user);
        List<String> words =
                workshop.tsocks("-f", policy(MORTAL).toString(), "--", "python3", "-c", program);
        try (RunningProgram _ = services("left" + user);
                RealServer server = Haproxy.tls(network.server(5), identity, danted());
                RunningProgram run =
                        RunningProgram.start(
                                workshop.command(network.inside(), user, words), log)) {
            run.awaitLog("connected");
            server.handle().destroyForcibly();
            run.awaitLog("reset");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatShowsAStrangersCertificateGetsNothing(User user) {
        String[] words = {"python3", "-c", connect()};
        Command.Result run = run(user, STRANGER, "", words);
        assertThat(run.output()).isEqualTo("ECONNREFUSED\n");
        assertThat(run.errors())
                .contains("socks5+tls://10.203.0.1:1083", "certificate is not trusted")
                .doesNotContain("s3cret")
                .hasLineCount(1);
    }

    private static String connect() {
        return """
        import errno, socket
        try: socket.create_connection(('192.0.2.7', 80)); print('connected')
        except OSError as e: print(errno.errorcode[e.errno])
        """;
    }

    @Test
    void aServerWithAnotherKeyThanThePolicyPinsGetsNothing() {
        String pinned = DANTED + "\ntls_pin = sha256/" + "A".repeat(43) + "=";
        Command.Result run = run(User.NOBODY, pinned, "", "python3", "-c", connect());
        assertThat(run.output()).isEqualTo("ECONNREFUSED\n");
        assertThat(run.errors()).contains("the server's key has the pin sha256/").hasLineCount(1);
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Path policy =
                workshop.file(
                        "missing.conf",
                        "local = 10.203.0.0/24\n" + DANTED + "\ntls_ca = missing.pem\n");
        Command.Result run = run(User.NOBODY, policy, "", "python3", "-c", connect());
        assertThat(run.output()).isEqualTo("ECONNREFUSED\n");
        assertThat(run.errors()).contains("TLS settings", "missing.pem").hasLineCount(1);
    }

    /// The third one answers without TLS, the fourth one never.
    @ParameterizedTest
    @CsvSource({
        "socks5+tls://joe@10.203.0.1:1083, ''",
        "https://10.203.0.1:1085, ''",
        "socks5+tls://10.203.0.1:1084, HTTP/1.0 400 Bad Request",
        "socks5+tls://10.203.0.1:1084, ''"
    })
    void anotherServerStandsInForOneWhoseTlsFails(String broken, String answer) {
        String server =
                """
                import socket, sys
                s = socket.create_server(('10.203.0.1', 1084))
                print('ready', flush=True)
                kept = []
                while True:
                    kept.append(s.accept()[0])
                    kept[-1].sendall(sys.argv[1].encode())
                """;
        Path log = workshop.folder().resolve("broken.log");
        String group = "server = " + broken + "\n" + DANTED;
        try (RunningProgram _ =
                network.outside()
                        .start(log, "python3", "-c", server, answer)
                        .awaitListening(1084)) {
            String[] words = {"curl", "-sS", "http://192.0.2.7/greeting"};
            Command.Result run = run(User.NOBODY, group, "", words);
            assertThat(run.output()).as(run.errors()).isEqualTo("hello\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesGoToTheServer(User user) {
        for (String server : List.of(DANTED, SQUID)) {
            String[] words = {"curl", "-sS", "http://web.test.example/greeting"};
            Command.Result run = run(user, server, "--dns=remote", words);
            assertThat(run.output()).as(run.errors()).isEqualTo("hello\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void questionsForNamesGoThroughTheServer(User user) {
        String nameServer =
                """
                import socket, struct
                s = socket.create_server(('192.0.2.7', 53))
                while True:
                    c = s.accept()[0].makefile('rwb')
                    q = c.read(struct.unpack('!H', c.read(2))[0])
                    end = q.index(0, 12) + 5
                    is_a = q[end - 4:end - 2] == b'\\0\\1'
                    a = q[:2] + struct.pack('!5H', 0x8180, 1, is_a, 0, 0) + q[12:end]
                    if is_a: a += struct.pack('!3HIH', 0xc00c, 1, 1, 60, 4) + bytes([192, 0, 2, 7])
                    c.write(struct.pack('!H', len(a)) + a); c.flush(); c.close()
                """;
        Path log = workshop.folder().resolve("names.log");
        network.inside().etc("resolv.conf", "nameserver 192.0.2.7\n");
        try (RunningProgram names =
                network.outside().start(log, "python3", "-c", nameServer).awaitListening(53)) {
            String[] words = {"curl", "-sS", "http://other.test.example/greeting"};
            Command.Result run = run(user, DANTED, "--dns=tcp", words);
            assertThat(run.output()).as(run.errors() + names.log()).isEqualTo("hello\n");
        } finally {
            network.inside().etc("resolv.conf", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5+tls://proxy.example:1080", "https://joe@10.203.0.1:1081"})
    void anOptionSaysTheServer(String server) {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("env", "SSL_CERT_FILE=" + workshop.folder().resolve("ca.pem")));
        words.add("TSOCKS_PASSWORD=s3cret");
        words.addAll(workshop.tsocks("-v", "-s", server));
        words.addAll(List.of("--", "curl", "-sS", "http://192.0.2.7/greeting"));
        Command.Result run = workshop.command(network.inside(), User.NOBODY, words).result();
        assertThat(run.output()).as(run.errors()).isEqualTo("hello\n");
        assertThat(run.errors()).contains(": relayed").doesNotContain("s3cret");
    }
}
