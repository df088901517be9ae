package io.tsocks.launcher;

import static io.tsocks.launcher.GssapiNetwork.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Command;
import io.tsocks.testing.Haproxy;
import io.tsocks.testing.Identity;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

/// Programs as they are, through servers that demand GSSAPI, with the tickets of kinit, in a
/// network where nothing else can be reached.
@RequiresRoot
@RequiresProgram({
    "curl", "danted", "git", "haproxy", "ip", "kinit", "krb5kdc", "nft", "python3", "setpriv",
    "ssh", "sshd"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GssapiRelayIT {

    private static final String CONFIDENTIAL =
            """
            server = socks5://gate.test.example:1080
            gssapi = confidentiality\
            """;
    private static final String INTEGRITY =
            """
            server = socks5://10.203.0.1:1081
            gssapi = integrity
            gssapi_service = rcmd/gate.test.example\
            """;
    private static final String INSIDE_TLS =
            """
            server = socks5+tls://gate.test.example:1082
            gssapi = confidentiality
            tls_ca = ca.pem\
            """;

    private static final String CONNECT =
            """
            import errno, socket
            try: socket.create_connection(('192.0.2.7', 80)); print('connected')
            except OSError as e: print(errno.errorcode[e.errno])
            """;

    private static final String[] NONE = {};
    private static final String[] VERBOSE = {"-v"};

    private final GssapiNetwork network = new GssapiNetwork();

    @BeforeAll
    void start() {
        network.start(network.front(0, "confidentiality"));
        network.start(network.front(1, "integrity"));
        RealServer behindTls = network.front("127.0.0.1", 2090, "confidentiality");
        network.start(behindTls);
        Authority authority = Authority.create("Test");
        network.workshop().file("ca.pem", Identity.pem(List.of(authority.certificate())));
        network.start(
                Haproxy.tls(
                        network.network().server(2),
                        authority.issue("gate.test.example"),
                        behindTls));
        network.start(Shells.serve(network.workshop(), network.network().outside(), TARGET)::close);
    }

    @AfterEach
    void nothingHasLeaked() {
        assertThat(network.network().packetsElsewhere()).as(network.network().strays()).isZero();
    }

    @AfterAll
    void stop() {
        network.close();
    }

    private Command.Result run(User user, String servers, String[] options, String... words) {
        return network.run(user, network.policy(servers), options, words);
    }

    private Command.Result connect(String servers, String... options) {
        return run(User.NOBODY, servers, options, "python3", "-u", "-c", CONNECT);
    }

    private RunningProgram services(String name) {
        Path log = network.workshop().folder().resolve(name + ".log");
        String program = Workshop.source("services.py").toString();
        return network.network()
                .outside()
                .start(log, "python3", "-u", program, TARGET)
                .awaitListening(7);
    }

    static Stream<Arguments> usersAndServers() {
        return Stream.of(
                Arguments.of(User.ROOT, CONFIDENTIAL),
                Arguments.of(User.NOBODY, CONFIDENTIAL),
                Arguments.of(User.NOBODY, INTEGRITY),
                Arguments.of(User.ROOT, INSIDE_TLS));
    }

    @ParameterizedTest
    @MethodSource("usersAndServers")
    void programsReachTheirServers(User user, String server) {
        String curl = "curl -sS http://192.0.2.7/greeting";
        String git = "rm -rf $$; git clone -q http://192.0.2.7/repo $$; cat $$/file";
        for (String command : List.of(curl, git, Shells.greeting(TARGET))) {
            Command.Result run = run(user, server, NONE, "sh", "-c", command);
            assertThat(run.output()).as(command + run.errors()).contains("hello");
        }
    }

    @ParameterizedTest
    @MethodSource("usersAndServers")
    void manyConnectionsAreRelayedInEveryWay(User user, String server) {
        try (RunningProgram _ = services("many")) {
            for (String how : List.of("threads", "asyncio", "edge")) {
                String[] options = {"--nonblocking=" + (how.equals("asyncio") ? "gate" : "exact")};
                String many = Workshop.source("many_connects.py").toString();
                String[] words = {"python3", "-u", many, TARGET, "7", how, "30"};
                Command.Result run = run(user, server, options, words);
                assertThat(run.errors()).isEmpty();
                assertThat(run.output()).isEqualTo("30 good 0 bad \n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"forks", "duplicates", "passes", "reconnects", "executes", "half-closes"})
    void aRelayedSocketIsLikeAnyOther(String deed) {
        String program = Workshop.source("relayed.py").toString();
        try (RunningProgram _ = services("any")) {
            for (String server : List.of(CONFIDENTIAL, INSIDE_TLS)) {
                String[] words = {"python3", "-u", program, TARGET, deed};
                Command.Result run = run(User.NOBODY, server, NONE, words);
                assertThat(run.status()).as(run.errors()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProgramHasSentArrivesAfterItsEnd(User user) {
        String program = Workshop.source("relayed.py").toString();
        try (RunningProgram services = services("ends" + user)) {
            String[] words = {"python3", "-u", program, TARGET, "sends and ends"};
            assertThat(run(user, CONFIDENTIAL, NONE, words).status()).isZero();
            services.awaitLog("got 5000000");
        }
    }

    @Test
    void theDeathOfTheSupervisorResetsRelayedConnections() {
        String program = Workshop.source("relayed.py").toString();
        try (RunningProgram _ = services("supervisor")) {
            String[] words = {"python3", "-u", program, TARGET, "loses its supervisor"};
            assertThat(run(User.ROOT, CONFIDENTIAL, NONE, words).output()).isEqualTo("reset\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    FILE:/nonexistent | the file /nonexistent does not exist: run kinit
                    KEYRING:persistent:0 | type KEYRING, and only files can be read
                    FILE:/etc/hostname | no valid Kerberos ticket in /etc/hostname
                    """)
    void withoutATicketTheServerIsNotBlamed(String tickets, String message) {
        String twice = CONNECT + CONNECT + CONNECT;
        Path policy = network.policy(CONFIDENTIAL);
        Command.Result run =
                network.command(User.NOBODY, tickets, policy, VERBOSE, "python3", "-c", twice)
                        .result();
        assertThat(run.output()).isEqualTo("ECONNREFUSED\n".repeat(3));
        assertThat(run.errors()).contains(message).doesNotContain("left alone").hasLineCount(3);
    }

    @Test
    void anExpiredTicketIsNamed() {
        Path tickets = network.workshop().folder().resolve("short");
        network.kdc().login("alice", "secret", "3s", tickets);
        String wait = "until ! klist -s; do sleep 0.1; done";
        network.kdc().command("env", "KRB5CCNAME=FILE:" + tickets, "sh", "-c", wait).run();
        Command.Result run =
                network.command(
                                User.ROOT,
                                "FILE:" + tickets,
                                network.policy(CONFIDENTIAL),
                                NONE,
                                "python3",
                                "-c",
                                CONNECT)
                        .result();
        assertThat(run.output()).isEqualTo("ECONNREFUSED\n");
        assertThat(run.errors()).contains("it may have expired", "run kinit").hasLineCount(1);
    }

    @Test
    void aServiceThatTheKerberosServerDoesNotKnowIsNamed() {
        String other = CONFIDENTIAL + "\ngssapi_service = rcmd/other.test.example";
        Command.Result run = connect(other);
        assertThat(run.output()).isEqualTo("ECONNREFUSED\n");
        assertThat(run.errors())
                .contains("does not know the service rcmd/other.test.example", "gssapi_service")
                .hasLineCount(1);
    }

    @Test
    void aKerberosServerThatIsDownIsNamed() {
        network.kdc().stop();
        try {
            Command.Result run = connect(CONFIDENTIAL);
            assertThat(run.output()).isEqualTo("ECONNREFUSED\n");
            assertThat(run.errors()).contains("(KDC) cannot be reached").hasLineCount(1);
        } finally {
            network.kdc().serve();
        }
    }

    /// Nothing of the destination has reached a server that agrees to less than the policy demands.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    none | does not agree to confidentiality
                    integrity | does not agree to confidentiality
                    nonsense | GSSAPI: Kerberos failed
                    refuses | the server refused the credentials
                    """)
    void aServerThatDoesNotDoItsPartGetsNoRequest(String deed, String message) {
        try (RealServer server = network.front(3, deed)) {
            String policy = CONFIDENTIAL.replace("1080", "1083");
            Command.Result run = connect(policy);
            assertThat(run.output()).isEqualTo("ECONNREFUSED\n");
            assertThat(run.errors()).contains(message).hasLineCount(1);
            assertThat(server.log()).contains("offered: [1]");
        }
    }

    @Test
    void aServerWithoutGssapiGetsNothing() {
        Path log = network.workshop().folder().resolve("microsocks.log");
        String[] words = {"microsocks", "-i", "10.203.0.1", "-p", "1083"};
        try (RunningProgram _ =
                network.network().outside().start(log, words).awaitListening(1083)) {
            Command.Result run = connect(CONFIDENTIAL.replace("1080", "1083"));
            assertThat(run.output()).isEqualTo("ECONNREFUSED\n");
            assertThat(run.errors()).contains("does not accept GSSAPI").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"garbage, cannot be trusted", "truncated, closed the connection within a message"})
    void aDamagedMessageResetsTheConnectionAndIsNamed(String deed, String message) {
        String program =
                """
                import socket
                s = socket.create_connection(('192.0.2.7', 7))
                s.sendall(b'x')
                try: print('data' if s.recv(1) else 'end')
                except ConnectionResetError: print('reset')
                """;
        try (RunningProgram _ = services(deed);
                RealServer _ = network.front(3, deed)) {
            String server = CONFIDENTIAL.replace("1080", "1083");
            Command.Result run = run(User.NOBODY, server, VERBOSE, "python3", "-u", "-c", program);
            assertThat(run.output()).as(run.errors()).isEqualTo("reset\n");
            assertThat(run.errors()).contains(message, "is reset");
        }
    }

    @Test
    void aConnectionOutlivesItsTicket() {
        Path tickets = network.workshop().folder().resolve("mortal");
        network.kdc().login("alice", "secret", "4s", tickets);
        String program =
                """
                import socket, subprocess, time
                s = socket.create_connection(('192.0.2.7', 7))
                while subprocess.call(['klist', '-s']) == 0: time.sleep(0.1)
                s.sendall(b'still here')
                print(s.recv(10))
                """;
        try (RunningProgram _ = services("mortal")) {
            Command.Result run =
                    network.command(
                                    User.ROOT,
                                    "FILE:" + tickets,
                                    network.policy(CONFIDENTIAL),
                                    NONE,
                                    "python3",
                                    "-u",
                                    "-c",
                                    program)
                            .result();
            assertThat(run.output()).as(run.errors()).isEqualTo("b'still here'\n");
        }
    }

    @Test
    void anotherServerStandsInForOneThatRefuses() {
        try (RealServer _ = network.front(3, "refuses")) {
            String group = "server = socks5://gate.test.example:1083\n" + CONFIDENTIAL;
            String[] words = {"curl", "-sS", "http://192.0.2.7/greeting"};
            Command.Result run = run(User.NOBODY, group, NONE, words);
            assertThat(run.output()).as(run.errors()).isEqualTo("hello\n");
        }
    }

    @Test
    void theProgramSeesTheEnvironmentThatItWasGiven() {
        String[] words = {
            "sh",
            "-c",
            "env | grep -c KRB5; env | grep -c -e JAVA_TOOL -e JDK_JAVA -e java.security"
        };
        Command.Result run = run(User.NOBODY, CONFIDENTIAL, NONE, words);
        assertThat(run.output()).isEqualTo("2\n0\n");
    }

    /// The server takes nothing but wrapped messages.
    @ParameterizedTest
    @MethodSource("usersAndServers")
    void aQuestionToANameServerIsWrapped(User user, String server) {
        String program =
                """
                import socket
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.settimeout(30)
                s.connect(('192.0.2.7', 53))
                s.send(b'question')
                print(s.recv(100).decode())
                """;
        Path log = network.workshop().folder().resolve("names.log");
        String names = network.workshop().file("names.py", DnsIT.NAME_SERVER).toString();
        try (RunningProgram _ =
                network.network().outside().start(log, "python3", names).awaitListening(53)) {
            String[] tcp = {"--dns=tcp"};
            Command.Result run = run(user, server, tcp, "python3", "-u", "-c", program);
            assertThat(run.output()).as(run.errors()).isEqualTo("noitseuq\n");
        }
    }

    @Test
    void datagramsDoNotGoThroughSuchAServer() {
        String program =
                """
                import errno, socket
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                try: s.sendto(b'x', ('192.0.2.7', 9)); print('sent')
                except OSError as e: print(errno.errorcode[e.errno])
                """;
        String[] udp = {"--udp=proxy"};
        Command.Result run = run(User.NOBODY, CONFIDENTIAL, udp, "python3", "-c", program);
        assertThat(run.output()).as(run.errors()).isEqualTo("EPERM\n");
        assertThat(run.errors()).contains("datagrams would travel unprotected").hasLineCount(1);
    }
}
