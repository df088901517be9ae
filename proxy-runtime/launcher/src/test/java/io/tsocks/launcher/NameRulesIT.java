package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules for names: which names a name server of the inner network is asked for, and which go to
/// the SOCKS server, in a network where nothing but that server can be reached.
@RequiresRoot
@RequiresProgram({"curl", "dig", "ip", "microsocks", "nft", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NameRulesIT {

    private static final String OUTER = "192.0.2.7";

    /// Of the inner network, though no rule for networks says so.
    private static final String INNER = "192.0.2.99";

    private static final String OUTER_NAMES = "192.0.2.53";
    private static final String INNER_NAMES = "127.0.0.53";

    private static final String SERVER =
            """
            local = 10.203.0.0/255.255.255.0
            server = 10.203.0.1
            server_type = 5
            """;

    private final SealedWorkshop sealed = new SealedWorkshop();
    private final Workshop workshop = sealed.workshop();
    private final SealedNetwork network = sealed.network();
    private Path inner = workshop.folder();
    private Path outer = workshop.folder();

    @BeforeAll
    void start() {
        NetworkNamespace inside = network.inside().addAddress(INNER);
        NetworkNamespace outside = network.outside().addAddress(OUTER).addAddress(OUTER_NAMES);
        outside.etc("hosts", OUTER + " web.test.example other.example web\n");
        inside.etc("resolv.conf", "").etc("hosts", "");
        outside.etc("resolv.conf", "");
        inner = serveNames(inside, INNER_NAMES, INNER);
        outer = serveNames(outside, OUTER_NAMES, OUTER);
        sealed.start(workshop.serveGreeting(inside, "inner", INNER));
        sealed.start(workshop.serveGreeting(inside, "inner6", "::1"));
        sealed.start(workshop.serveGreeting(outside, "outer", OUTER));
        sealed.start(Microsocks.start(network.server()));
    }

    /// @return where each question is written
    private Path serveNames(NetworkNamespace namespace, String at, String answer) {
        Path log = workshop.folder().resolve(at + ".log");
        String program = Workshop.source("names.py").toString();
        sealed.start(namespace.start(log, "python3", program, at, answer).awaitListening(53));
        return log;
    }

    @BeforeEach
    void listInnerNameServer() {
        network.inside().etc("resolv.conf", "nameserver " + INNER_NAMES + "\n");
    }

    @AfterEach
    void nothingHasLeaked() {
        sealed.assertNothingHasLeaked();
    }

    @AfterAll
    void stop() {
        sealed.close();
    }

    private Command.Result run(User user, String policy, String command, String... options) {
        List<String> words = workshop.tsocks(options);
        Path file = workshop.file("policy", policy);
        words.addAll(List.of("-f", file.toString(), "--", "sh", "-c", command));
        return workshop.command(network.inside(), user, words).result();
    }

    private static String get(String name) {
        return "curl -sS http://" + name + "/greeting";
    }

    @ParameterizedTest
    @EnumSource
    void innerNamesAreAskedOfTheInnerNameServerAndGoDirectly(User user) throws Exception {
        String policy = SERVER + "local = .corp.example\nremote_dns = yes\n";
        Command.Result direct = run(user, policy, get("web.corp.example"), "-v");
        assertThat(direct.output()).as("%s", direct).isEqualTo("inner\n");
        assertThat(direct.errors()).contains("tcp web.corp.example:80 direct (local at line 4)");
        Command.Result proxied = run(user, policy, get("web.test.example"), "-v");
        assertThat(proxied.output()).as("%s", proxied).isEqualTo("outer\n");
        assertThat(proxied.errors()).contains("tcp web.test.example:80 proxied via");
        assertThat(Files.readString(inner))
                .contains("web.corp.example")
                .doesNotContain("test.example");
    }

    @Test
    void aDirectNameIsAskedOverTcpToo() {
        String policy = SERVER + "local = .corp.example\nremote_dns = yes\n";
        Command.Result result = run(User.NOBODY, policy, "dig +short +tcp a.corp.example");
        assertThat(result.output()).as("%s", result).isEqualTo(INNER + "\n");
    }

    /// Without remote_dns other names are none of the policy's business.
    @ParameterizedTest
    @EnumSource
    void withoutRemoteDnsOnlyNamesThatARuleNamesGoToTheServer(User user) throws Exception {
        String policy =
                """
                local = 10.203.0.0/255.255.255.0
                local = 192.0.2.99/255.255.255.255
                path {
                    reaches = .test.example
                    server = 10.203.0.1
                    server_type = 5
                }
                """;
        assertThat(run(user, policy, get("web.test.example")).output()).isEqualTo("outer\n");
        assertThat(run(user, policy, get("any.example")).output()).isEqualTo("inner\n");
        assertThat(Files.readString(inner)).contains("any.example").doesNotContain("test.example");
    }

    /// At another port the name's address decides, so tsocks looks it up.
    @Test
    void aRuleWithPortsLeavesOtherPortsToTheAddress() {
        String policy =
                """
                local = 10.203.0.0/255.255.255.0
                local = 192.0.2.99/255.255.255.255
                path {
                    reaches = .half.example:8080
                    server = 10.203.0.1
                    server_type = 5
                }
                """;
        Command.Result result = run(User.NOBODY, policy, get("web.half.example"), "-v");
        assertThat(result.output()).as("%s", result).isEqualTo("inner\n");
        assertThat(result.errors()).contains("tcp web.half.example:80 direct");
    }

    /// The name server that tsocks asks answers only after the signal. A Python program that was
    /// interrupted waits until its socket is writable, and asks for the outcome.
    @Test
    void aSignalIsHandledWhileANameIsLookedUp() {
        String policy =
                """
                local = 10.203.0.0/255.255.255.0
                local = 192.0.2.99/255.255.255.255
                path {
                    reaches = .half.example:8080
                    server = 10.203.0.1
                    server_type = 5
                }
                """;
        Path program =
                workshop.file(
                        "interrupted.py",
                        """
                        import signal, socket, threading
                        names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        names.bind(('127.0.0.54', 53))
                        to = (socket.gethostbyname('slow.half.example'), 80)
                        address = bytes.fromhex('c00c00010001000000050004c0000263')
                        def serve():
                            while True:
                                question, asker = names.recvfrom(512)
                                found = address if question[-4:-2] == b'\\0\\1' else b''
                                head = question[:2] + b'\\x85\\x80\\0\\1\\0' + bytes([len(found) > 0])
                                names.sendto(head + bytes(4) + question[12:] + found, asker)
                        def handle(*_):
                            print('handled', flush=True)
                            threading.Thread(target=serve, daemon=True).start()
                        signal.signal(signal.SIGALRM, handle)
                        signal.setitimer(signal.ITIMER_REAL, 0.3)
                        s = socket.socket()
                        s.connect(to)
                        s.sendall(b'GET /greeting HTTP/1.0\\r\\n\\r\\n')
                        print(s.makefile().read().split()[-1])
                        """);
        network.inside().etc("resolv.conf", "nameserver 127.0.0.54\n");
        Command.Result result = run(User.ROOT, policy, "python3 " + program);
        assertThat(result.output()).as("%s", result).isEqualTo("handled\ninner\n");
    }

    /// The program knows one fake IPv4 address. A call that waits connects its own socket, another
    /// one is relayed.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -sS http://$(dig +short NAME)/greeting",
                "python3 -c 'import socket, sys; s = socket.create_connection((sys.argv[1], 80));"
                        + " s.sendall(b\"GET /greeting HTTP/1.0\\r\\n\\r\\n\");"
                        + " print(s.makefile().read().split()[-1])' $(dig +short NAME)"
            })
    void allAddressesOfANameAreTried(String command) {
        String policy =
                """
                local = 10.203.0.0/255.255.255.0
                local = 192.0.2.99/255.255.255.255
                path {
                    reaches = .half.example:8080
                    server = 10.203.0.1
                    server_type = 5
                }
                """;
        network.inside()
                .etc(
                        "hosts",
                        "127.0.0.77 two.half.example\n%s two.half.example\n".formatted(INNER)
                                + "127.0.0.78 two.half.example\n::1 six.half.example\n");
        Command.Result two = run(User.NOBODY, policy, command.replace("NAME", "two.half.example"));
        assertThat(two.output()).as("%s", two).isEqualTo("inner\n");
        Command.Result six = run(User.NOBODY, policy, command.replace("NAME", "six.half.example"));
        assertThat(six.output()).as("%s", six).isEqualTo("inner6\n");
    }

    /// A web server at the port of name servers.
    @Test
    void whatIsNoQuestionAtPort53IsResetAndTold() {
        String policy = SERVER + "local = 192.0.2.99/32\nremote_dns = yes\n";
        String command = "curl -sS http://192.0.2.99:53/; curl -sS http://192.0.2.99:53/";
        Command.Result result = run(User.NOBODY, policy, command);
        assertThat(result.status()).isEqualTo(56);
        assertThat(result.errors())
                .containsOnlyOnce(
                        "tsocks: curl: tcp 192.0.2.99:53 refused: what the program sends is no"
                                + " question");
    }

    @Test
    void aRefusedNameDoesNotExistAndOneLineSaysWhy() {
        String policy =
                SERVER
                        + """
                        path {
                            reaches = .old.example
                            server = 10.203.0.1
                            server_type = 4
                        }
                        """;
        Command.Result result =
                run(User.NOBODY, policy, get("a.old.example") + "; " + get("a.old.example"));
        assertThat(result.errors())
                .contains("Could not resolve host: a.old.example")
                .containsOnlyOnce("tsocks: curl: dns a.old.example refused: ");
    }

    @Test
    void aFakeAddressHasItsName() {
        String command = "dig +short -x $(dig +short web.test.example)";
        Command.Result result = run(User.NOBODY, SERVER, command, "--dns=remote");
        assertThat(result.output()).as("%s", result).isEqualTo("web.test.example.\n");
    }

    @Test
    void getpeernameShowsTheFakeAddress() {
        Path program =
                workshop.file(
                        "peer.py",
                        """
                        import socket
                        s = socket.create_connection(('web.test.example', 80))
                        print(s.getpeername()[0])
                        """);
        Command.Result result =
                run(
                        User.NOBODY,
                        SERVER,
                        "python3 " + program,
                        "--dns=remote",
                        "--fake-net=100.64.0.0/10");
        assertThat(result.output()).as("%s", result).startsWith("100.");
    }

    /// Records of other types come from the name server, over TCP through the SOCKS server, if the
    /// policy has that one on the way.
    @Test
    void otherRecordsComeThroughTheServerOrNotAtAll() throws Exception {
        String command = "dig mail.test.example MX | grep -o 'status: [A-Z]*'";
        assertThat(run(User.NOBODY, SERVER, command, "--dns=remote").output())
                .isEqualTo("status: NOTIMP\n");
        network.inside().etc("resolv.conf", "nameserver " + OUTER_NAMES + "\n");
        assertThat(run(User.NOBODY, SERVER, command, "--dns=remote").output())
                .isEqualTo("status: NOERROR\n");
        assertThat(Files.readString(outer)).contains("mail.test.example 15");
        assertThat(Files.readString(inner)).doesNotContain("mail.test.example");
    }

    @Test
    void aFakeAddressThatWasKeptOverTheEndOfItsRunIsRefused() {
        String kept =
                run(User.NOBODY, SERVER, "dig +short web.test.example", "--dns=remote")
                        .output()
                        .strip();
        Command.Result result = run(User.NOBODY, SERVER, get(kept), "--dns=remote");
        assertThat(result.status()).isEqualTo(7);
        assertThat(result.errors())
                .contains(
                        "tsocks: curl: " + kept + ":80 is a fake address that stands for no name");
    }

    @Test
    void aNameInASearchDomainIsTriedWithoutIt() {
        network.inside()
                .etc("resolv.conf", "nameserver " + INNER_NAMES + "\nsearch corp.example\n");
        Command.Result result = run(User.NOBODY, SERVER, get("web"), "--dns=remote");
        assertThat(result.output()).as("%s", result).isEqualTo("outer\n");
        assertThat(result.errors()).containsOnlyOnce("names in the search domain corp.example");
    }

    /// Neither connected nor not, and also if other datagrams are sent.
    @ParameterizedTest
    @ValueSource(strings = {"deny", "direct"})
    void noDatagramGoesToAFakeAddress(String udp) {
        Path program =
                workshop.file(
                        "datagrams.py",
                        """
                        import socket
                        to = (socket.gethostbyname('web.test.example'), 4242)
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        try: s.sendto(b'leak', to)
                        except OSError as e: print(e.strerror)
                        s.connect(to)
                        try: s.send(b'leak'); s.send(b'leak')
                        except OSError as e: print(e.strerror)
                        """);
        Command.Result result =
                run(User.NOBODY, SERVER, "python3 " + program, "--dns=remote", "--udp=" + udp);
        assertThat(result.output())
                .as("%s", result)
                .isEqualTo("Operation not permitted\nConnection refused\n");
    }

    @Test
    void whoeverHasASocks4ServerIsToldWhatTakesNames() {
        network.inside().etc("resolv.conf", "nameserver 127.0.0.9\n");
        String policy = SERVER.replace("= 5", "= 4");
        Command.Result result = run(User.NOBODY, policy, get("web.test.example"));
        assertThat(result.errors()).containsOnlyOnce("if it speaks SOCKS 4a or 5");
        assertThat(run(User.NOBODY, policy, "false", "--dns=remote").errors())
                .containsOnlyOnce("SOCKS 4, which has no host names");
    }

    @Test
    void whoeverHasNoNameServerIsToldWhatHelps() {
        network.inside().etc("resolv.conf", "nameserver 127.0.0.9\n");
        Command.Result result = run(User.NOBODY, SERVER, get("web.test.example"));
        assertThat(result.status()).isEqualTo(6);
        assertThat(result.errors())
                .containsOnlyOnce("--dns=remote has the SOCKS server resolve names");
        assertThat(run(User.NOBODY, SERVER, "false").errors()).isEmpty();
    }
}
