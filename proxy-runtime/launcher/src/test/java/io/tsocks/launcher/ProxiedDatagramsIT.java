package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.Place;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testing.SystemUser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// With `--udp=proxy`, datagrams go through a SOCKS 5 server, and nothing else leaves.
@RequiresRoot
@RequiresProgram({"danted", "ip", "microsocks", "nft", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxiedDatagramsIT {

    private static final String TARGET = "192.0.2.7";
    private static final String TARGET6 = "2001:db8::7";
    private static final String NAME = "web.test.example";

    private static final String LOCAL = "local = 10.203.0.0/255.255.255.0\n";

    /// What a program begins with.
    private static final String PRELUDE =
            """
            import os, socket, sys, time
            HERE = os.path.dirname(os.path.abspath(sys.argv[0])) + '/'
            TARGET = ('192.0.2.7', 4242)
            def new():
                made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                made.settimeout(20)
                return made
            def error(call, *words):
                try: return call(*words)
                except OSError as e: return e.strerror
            def until(condition):
                while not condition(): time.sleep(0.01)
            def cue(mine, theirs):
                open(HERE + mine, 'w').close()
                until(lambda: os.path.exists(HERE + theirs))
            """;

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create().withRelays();
    private final RunningProgram echo = start();

    private RunningProgram start() {
        network.outside()
                .addAddress(TARGET)
                .addAddress(TARGET6)
                .etc("hosts", TARGET + " " + NAME + "\n127.0.0.1 localhost\n");
        network.inside().etc("resolv.conf", NamedNetwork.NAME_SERVER);
        Path log = workshop.folder().resolve("udp.log");
        String program = Workshop.source("udp_echo.py").toString();
        return network.outside()
                .start(log, "python3", program, "4242", TARGET, TARGET6)
                .awaitLog("ready");
    }

    @AfterEach
    void nothingHasLeaked() {
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @AfterAll
    void stop() {
        echo.close();
        network.close();
        workshop.close();
    }

    private static String policy(String... servers) {
        StringBuilder policy = new StringBuilder(LOCAL);
        for (String server : servers) {
            policy.append("server = ").append(server).append('\n');
        }
        return policy.toString();
    }

    private static final String ONE = "socks5://10.203.0.1:1080";
    private static final String TWO = "socks5://10.203.0.1:1081";

    private List<String> words(String policy, List<String> options, String program) {
        Path file = workshop.file("policy-" + policy.hashCode(), policy);
        List<String> words = workshop.tsocks("-f", file.toString(), "--udp=proxy");
        words.addAll(options);
        Path source = workshop.file("program.py", PRELUDE + program);
        words.addAll(List.of("python3", "-u", source.toString()));
        return words;
    }

    private Command.Result run(User user, String policy, String program, String... options) {
        return workshop.command(network.inside(), user, words(policy, List.of(options), program))
                .result();
    }

    @ParameterizedTest
    @EnumSource
    void everyWayToSendAndToReceiveWorks(User user) {
        try (RealServer _ = Danted.start(network.server())) {
            Path file = workshop.file("policy", policy(ONE));
            List<String> words =
                    workshop.tsocks("-f", file.toString(), "--udp=proxy", "python3", "-u");
            words.add(Workshop.source("datagrams.py").toString());
            Command.Result result = workshop.command(network.inside(), user, words).result();
            assertThat(result.output())
                    .as(result.errors())
                    .isEqualTo(
                            """
                            connected: b'CONNECTED' ('192.0.2.7', 4242) 10.203.0.2
                            empty: (b'', ('192.0.2.7', 4242))
                            large: 65000
                            message: b'IN PARTS'
                            segments: [b'AB', b'CD', b'EF']
                            segments by option: [b'ABC', b'DEF']
                            a device, connected: Operation not permitted
                            to an address, connected: b'ADDRESSED' ('192.0.2.7', 4242)
                            unconnected: b'UNCONNECTED' ('192.0.2.7', 4242)
                            plain receive: b'PLAIN RECEIVE'
                            too large: Message too long
                            large: 65400
                            message: b'MESSAGE' ('192.0.2.7', 4242)
                            segments: [(b'AB', ('192.0.2.7', 4242)), (b'CD', ('192.0.2.7', 4242)), (b'EF', ('192.0.2.7', 4242))]
                            segments by option: [(b'ABC', ('192.0.2.7', 4242)), (b'DEF', ('192.0.2.7', 4242))]
                            by a device: (b'BY A DEVICE', ('192.0.2.7', 4242))
                            source route: Operation not permitted
                            broadcast: Operation not permitted
                            multicast: Operation not permitted
                            port 0: Invalid argument
                            after a choice of device: b'DEVICE' ('192.0.2.7', 4242)
                            bound: b'BOUND' ('192.0.2.7', 4242)
                            bound and connected: (b'BOUND AND CONNECTED', ('192.0.2.7', 4242)) 10.203.0.2
                            not blocking: (b'NOT BLOCKING', ('192.0.2.7', 4242))
                            by IPv6: b'SIX' ('2001:db8::7', 4242)
                            v4-mapped: b'MAPPED' ('::ffff:192.0.2.7', 4242)
                            by IPv6, connected: b'SIX, CONNECTED' ('2001:db8::7', 4242)
                            v4-mapped, connected: b'MAPPED, CONNECTED' ('::ffff:192.0.2.7', 4242)
                            IPv6 only: b'ONLY' ('2001:db8::7', 4242)
                            IPv6 only, connected: b'ONLY, CONNECTED' ('2001:db8::7', 4242)
                            local: b'local'
                            local, connected: True
                            and back: (b'AND BACK', ('192.0.2.7', 4242))
                            """);
            assertThat(result.errors())
                    .isEqualTo(
                            """
                            tsocks: python3: udp 255.255.255.255:9 refused: datagrams to several hosts at once go through no server, and are refused
                            tsocks: python3: udp 224.0.0.251:5353 refused: datagrams to several hosts at once go through no server, and are refused
                            """);
        }
    }

    /// The server gets the name, and the program sees the address that it has sent to.
    @ParameterizedTest
    @EnumSource
    void aNameGoesToTheServer(User user) {
        try (RealServer _ = Danted.start(network.server())) {
            Command.Result result =
                    run(
                            user,
                            policy(ONE) + "remote_dns = yes\n",
                            """
                            address = socket.gethostbyname('web.test.example')
                            print(address.startswith('198.1'))
                            s = new()
                            s.connect((address, 4242))
                            s.send(b'connected')
                            answer, sender = s.recvfrom(100)
                            print(answer, sender == (address, 4242), s.getpeername() == sender)
                            u = new()
                            u.sendto(b'unconnected', (address, 4242))
                            answer, sender = u.recvfrom(100)
                            print(answer, sender == (address, 4242))
                            print(error(u.sendto, b'nowhere', ('198.18.255.254', 4242)))
                            """,
                            "--audit");
            assertThat(result.output())
                    .as(result.errors())
                    .isEqualTo(
                            """
                            True
                            b'CONNECTED' True True
                            b'UNCONNECTED' True
                            Operation not permitted
                            """);
            assertThat(result.errors())
                    .contains("proxied      2  udp web.test.example:4242 via " + ONE)
                    .contains("is a fake address that stands for no name of this run");
        }
    }

    /// Nothing goes directly instead, and one line says why.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "socks5://10.203.0.1:1080 | the server carries no datagrams (it lacks UDP ASSOCIATE);"
                        + " to look names up, use --dns=remote",
                "socks4://10.203.0.1:1080 | SOCKS 4 carries no datagrams",
                "http://10.203.0.1:1080 | an HTTP proxy carries no datagrams",
                "unix:/run/tsocks-test | datagrams go only through a SOCKS 5 server that is reached"
                        + " directly, by TCP and without TLS",
                "socks5+tls://10.203.0.1:1080 | datagrams go only through a SOCKS 5 server that is"
                        + " reached directly, by TCP and without TLS",
                "https://10.203.0.1:1080 | an HTTP proxy carries no datagrams"
            })
    void aServerWithoutDatagramsIsNamedInOneLine(String server, String why) {
        try (RealServer _ = Microsocks.start(network.server())) {
            Command.Result result =
                    run(
                            User.NOBODY,
                            policy(server),
                            """
                            for _ in range(2):
                                u = new()
                                u.setblocking(True)
                                print(error(u.sendto, b'leak', TARGET))
                            s = new()
                            s.connect(TARGET)
                            print(error(s.send, b'leak') and error(s.recv, 100))
                            """);
            assertThat(result.output())
                    .as(result.errors())
                    .isEqualTo(
                            """
                            Operation not permitted
                            Operation not permitted
                            Connection refused
                            """);
            assertThat(result.errors()).containsOnlyOnce("tsocks: ").contains(why);
        }
    }

    @Test
    void aServerBehindAnotherCarriesNone() {
        try (RealServer _ = Danted.start(network.server())) {
            String chain =
                    LOCAL
                            + """
                            chain = yes
                            path {
                                reaches = 198.51.100.0/255.255.255.0
                                server = %s
                            }
                            server = socks5://198.51.100.7:1080
                            """
                                    .formatted(ONE);
            Command.Result result =
                    run(User.NOBODY, chain, "print(error(new().sendto, b'leak', TARGET))\n");
            assertThat(result.output()).isEqualTo("Operation not permitted\n");
            assertThat(result.errors())
                    .isEqualTo(
                            "tsocks: python3: socks5://198.51.100.7:1080: datagrams go only through"
                                    + " a SOCKS 5 server that is reached directly, by TCP and"
                                    + " without TLS\n");
        }
    }

    /// A program that waits for an answer is told at once, and goes on when there is a server
    /// again.
    @ParameterizedTest
    @EnumSource
    void aServerThatIsKilledRefusesUntilItIsBack(User user) {
        String program =
                """
                cue('%1$s-here', '%1$s-begin')
                s, u = new(), new()
                s.connect(TARGET)
                for one in s, u:
                    one.sendto(b'before', TARGET)
                    print(one.recv(100))
                cue('%1$s-running', '%1$s-killed')
                print(error(s.recv, 100))
                def refused(one):
                    try: one.send(b'leak')
                    except ConnectionRefusedError: return True
                until(lambda: refused(s))
                u.setblocking(True)
                until(lambda: error(u.sendto, b'leak', TARGET) == 'Connection refused')
                cue('%1$s-refused', '%1$s-back')
                for one in s, u:
                    one.settimeout(0.3)
                    def answered():
                        error(one.sendto, b'after', TARGET)
                        return error(one.recv, 100) == b'AFTER'
                    until(answered)
                print('back')
                """
                        .formatted(user.name());
        Path folder = workshop.folder();
        List<String> words = words(policy(ONE), List.of(), program);
        Path log = folder.resolve("killed.log");
        Command command = workshop.command(network.inside(), user, words);
        try (RunningProgram running = RunningProgram.start(command, log)) {
            try (RealServer _ = Danted.start(network.server())) {
                workshop.file(user.name() + "-begin", "");
                running.awaitFile(folder.resolve(user.name() + "-running"));
            }
            workshop.file(user.name() + "-killed", "");
            running.awaitFile(folder.resolve(user.name() + "-refused"));
            try (RealServer _ = Danted.start(network.server())) {
                workshop.file(user.name() + "-back", "");
                running.awaitLog("back");
            }
            assertThat(running.log())
                    .startsWith("b'BEFORE'\nb'BEFORE'\nConnection refused\n")
                    .contains("tsocks: python3: " + ONE + ": no association for datagrams: ");
        }
    }

    /// The first member of the group has no datagrams, and another one does not listen.
    @Test
    void theNextServerOfAGroupStandsIn() {
        try (RealServer _ = Microsocks.start(network.server(0));
                RealServer _ = Danted.start(network.server(1))) {
            Command.Result result =
                    run(
                            User.NOBODY,
                            policy("socks5://10.203.0.1:1083", ONE, TWO),
                            """
                            for _ in range(2):
                                u = new()
                                u.sendto(b'group', TARGET)
                                print(u.recvfrom(100))
                            """,
                            "-v");
            assertThat(result.output())
                    .as(result.errors())
                    .isEqualTo("(b'GROUP', ('192.0.2.7', 4242))\n".repeat(2));
            assertThat(result.errors()).contains("udp 192.0.2.7:4242 proxied via " + TWO);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerOfIpv6CarriesDatagramsOfAnySocket(User user) {
        Place place = new Place(network.outside(), SealedNetwork.SERVER6, SealedNetwork.PORT);
        try (RealServer _ = Danted.start(place)) {
            Command.Result result =
                    run(
                            user,
                            "local = fd0c:203::/64\n" + policy("socks5://[fd0c:203::1]:1080"),
                            """
                            s = new()
                            s.connect(TARGET)
                            s.send(b'connected')
                            print(s.recvfrom(100))
                            u = new()
                            u.sendto(b'unconnected', TARGET)
                            print(u.recvfrom(100))
                            six = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
                            six.sendto(b'six', ('2001:db8::7', 4242))
                            print(six.recvfrom(100)[0])
                            """);
            assertThat(result.output())
                    .as(result.errors())
                    .isEqualTo(
                            """
                            (b'CONNECTED', ('192.0.2.7', 4242))
                            (b'UNCONNECTED', ('192.0.2.7', 4242))
                            b'SIX'
                            """);
        }
    }

    @Test
    void aServerThatWantsALoginGetsIt() {
        try (SystemUser known = SystemUser.create("secret");
                RealServer _ = Danted.startWithLogin(network.server())) {
            String login = policy("socks5://" + known.name() + "@10.203.0.1:1080");
            Command.Result good =
                    run(
                            User.NOBODY,
                            login + "default_pass = secret\n",
                            """
                            u = new()
                            u.sendto(b'login', TARGET)
                            print(u.recv(100))
                            """);
            assertThat(good.output()).as(good.errors()).isEqualTo("b'LOGIN'\n");
            Command.Result bad =
                    run(
                            User.NOBODY,
                            login + "default_pass = wrong\n",
                            """
                            u = new()
                            u.setblocking(True)
                            print(error(u.sendto, b'leak', TARGET))
                            """);
            assertThat(bad.output()).isEqualTo("Connection refused\n");
            assertThat(bad.errors())
                    .containsOnlyOnce("tsocks: ")
                    .contains("no association for datagrams: the server refused the user name")
                    .doesNotContain("wrong");
        }
    }

    /// A process that sends to the port to which the program is connected is not heard, neither by
    /// the destination nor by the program.
    @Test
    void noOtherProcessCanUseTheLine() {
        try (RealServer _ = Danted.start(network.server())) {
            String program =
                    """
                    s = new()
                    s.connect(TARGET)
                    s.send(b'mine')
                    print(s.recv(100))
                    port = s.getsockname()[1]
                    rows = [row.split() for row in open('/proc/net/udp')][1:]
                    line, = [int(row[2].split(':')[1], 16) for row in rows
                             if int(row[1].split(':')[1], 16) == port]
                    with open(HERE + 'ports.new', 'w') as f: print(line, port, file=f)
                    os.rename(HERE + 'ports.new', HERE + 'ports')
                    until(lambda: os.path.exists(HERE + 'tried'))
                    s.send(b'mine again')
                    print(s.recv(100))
                    """;
            String stranger =
                    """
                    import os, socket, sys, time
                    while not os.path.exists('ports'): time.sleep(0.01)
                    line, port = map(int, open('ports').read().split())
                    for _ in range(10):
                        for source in '127.0.0.1', '10.203.0.2':
                            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                            s.bind((source, 0))
                            s.sendto(b'stranger', ('127.0.0.1', line))
                            s.sendto(b'stranger', ('10.203.0.2', port))
                    open('tried', 'w').close()
                    """;
            Path other = workshop.file("stranger.py", stranger);
            Path log = workshop.folder().resolve("stranger.log");
            List<String> others = List.of("python3", other.toString());
            Command command = workshop.command(network.inside(), User.ROOT, others);
            try (RunningProgram _ = RunningProgram.start(command, log)) {
                Command.Result result = run(User.NOBODY, policy(ONE), program);
                assertThat(result.output())
                        .as(result.errors())
                        .isEqualTo("b'MINE'\nb'MINE AGAIN'\n");
            }
            assertThat(echo.log()).contains("b'mine again'").doesNotContain("stranger");
        }
    }

    /// The connections to the server, each of which keeps an association, end with the sockets.
    @Test
    void anAssociationEndsWithItsSocket() {
        try (RealServer _ = Danted.start(network.server())) {
            Command.Result result =
                    run(
                            User.NOBODY,
                            policy(ONE),
                            """
                            def associations():
                                rows = [row.split() for row in open('/proc/net/tcp6')][1:]
                                rows += [row.split() for row in open('/proc/net/tcp')][1:]
                                return sum(row[2].endswith(':0438') and row[3] == '01' for row in rows)
                            all = [new() for _ in range(6)]
                            for i, s in enumerate(all):
                                if i % 2: s.connect(TARGET)
                                s.sendto(b'one', TARGET)
                                s.recv(100)
                                s.sendto(b'two', TARGET)
                                s.recv(100)
                            print(associations())
                            kept = os.dup(all[0].fileno())
                            for s in all: s.close()
                            until(lambda: associations() == 1)
                            if os.fork() == 0:
                                s = socket.socket(fileno=kept)
                                s.settimeout(20)
                                s.sendto(b'three', TARGET)
                                print(s.recv(100), flush=True)
                                os._exit(0)
                            os.close(kept)
                            os.wait()
                            until(lambda: associations() == 0)
                            print('all ended')
                            """);
            assertThat(result.output()).as(result.errors()).isEqualTo("6\nb'THREE'\nall ended\n");
        }
    }

    /// A program that sends and ends at once, as `logger` does, has sent.
    @ParameterizedTest
    @EnumSource
    void theLastDatagramsOfAProgramLeave(User user) {
        try (RealServer _ = Danted.start(network.server())) {
            String text = "farewell of " + user;
            Command.Result result =
                    run(
                            user,
                            policy(ONE),
                            """
                            s = new()
                            s.connect(TARGET)
                            s.send(b'%1$s, connected')
                            u = new()
                            u.setblocking(False)
                            u.sendto(b'%1$s, unconnected', TARGET)
                            """
                                    .formatted(text));
            assertThat(result.errors()).isEmpty();
            echo.awaitLog(text + ", connected").awaitLog(text + ", unconnected");
        }
    }

    @Test
    void thereIsALimitToSocketsAndItIsSaid() {
        try (RealServer _ = Danted.start(network.server())) {
            Command.Result result =
                    run(
                            User.NOBODY,
                            policy(ONE),
                            """
                            import resource
                            most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
                            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
                            all = [new() for _ in range(1025)]
                            for s in all[:1024]: s.connect(TARGET)
                            print(error(all[1024].connect, TARGET))
                            all.pop(0).close()
                            until(lambda: error(all[-1].connect, TARGET) is None)
                            all[-1].send(b'room')
                            print(all[-1].recv(100))
                            """);
            assertThat(result.output())
                    .as(result.errors())
                    .isEqualTo("No buffer space available\nb'ROOM'\n");
            assertThat(result.errors())
                    .isEqualTo(
                            "tsocks: python3: datagrams of 1024 sockets go through servers already;"
                                    + " this one has to wait until others are closed\n");
        }
    }

    private RunningProgram liar(String way) {
        Path log = workshop.folder().resolve("liar.log");
        String program = Workshop.source("lying_socks.py").toString();
        return network.outside()
                .start(log, "python3", program, SealedNetwork.SERVER, "1080", way)
                .awaitListening(SealedNetwork.PORT);
    }

    /// Fragments, and datagrams of others than the relay and the destination, are not received.
    @Test
    void aRelayWithoutAnAddressIsAtTheServerAndOthersAreNotHeard() {
        try (RunningProgram _ = liar("unspecified")) {
            Command.Result result =
                    run(
                            User.NOBODY,
                            policy(ONE),
                            """
                            s = new()
                            s.connect(TARGET)
                            for text in b'one', b'two':
                                s.send(text)
                                print(s.recv(100))
                            u = new()
                            u.sendto(b'three', TARGET)
                            print(u.recvfrom(100))
                            print(u.recvfrom(100))
                            """);
            assertThat(result.output())
                    .as(result.errors())
                    .isEqualTo(
                            """
                            b'ONE'
                            b'TWO'
                            (b'a stranger', ('203.0.113.9', 4242))
                            (b'THREE', ('192.0.2.7', 4242))
                            """);
        }
    }

    /// It is not read for ever.
    @Test
    void aServerThatTalksOnTheConnectionOfAnAssociationEndsIt() {
        try (RunningProgram _ = liar("talking")) {
            Command.Result result =
                    run(
                            User.NOBODY,
                            policy(ONE),
                            """
                            s = new()
                            s.connect(TARGET)
                            until(lambda: error(s.send, b'text') == 'Connection refused')
                            print('ended')
                            """);
            assertThat(result.output()).as(result.errors()).isEqualTo("ended\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "elsewhere | it names 192.0.2.99:",
                "loopback | it names 127.0.0.1:",
                "closing | the server closed the connection; it may lack UDP ASSOCIATE"
            })
    void aRelayThatIsNowhereNearIsNotSentTo(String way, String why) {
        try (RunningProgram _ = liar(way)) {
            Command.Result result =
                    run(
                            User.NOBODY,
                            policy(ONE),
                            """
                            u = new()
                            u.setblocking(True)
                            print(error(u.sendto, b'leak', TARGET))
                            """);
            assertThat(result.output()).isEqualTo("Connection refused\n");
            assertThat(result.errors()).containsOnlyOnce("tsocks: ").contains(why);
        }
    }
}
