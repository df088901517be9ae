package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Haproxy;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.Place;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A program that tries every way out, in a network where every packet that is not for the SOCKS
/// server is counted: there are none.
@RequiresRoot
@RequiresProgram({
    "gcc",
    "musl-gcc",
    "haproxy",
    "ip",
    "nft",
    "danted",
    "microsocks",
    "python3",
    "setpriv"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeakIT {

    private static final String[] TARGETS = {"192.0.2.7", "2001:db8::7"};

    private final Workshop workshop = Workshop.open();
    private SealedNetwork network = SealedNetwork.create();
    private Path viaServer = workshop.folder();
    private Path refusing = workshop.folder();
    private Path dynamic = workshop.folder();
    private Path glibc = workshop.folder();
    private Path musl = workshop.folder();
    private Path races = workshop.folder();
    private Path inherited = workshop.folder();

    @BeforeAll
    void compile() {
        network.inside().command("sysctl", "-qw", "net.ipv4.ping_group_range=0 2147483647").run();
        dynamic = workshop.compile("gcc", "leaks");
        glibc = workshop.compile("gcc", "leaks", "-static");
        musl = workshop.compile("musl-gcc", "leaks", "-static");
        races = workshop.compile("gcc", "races");
        inherited = workshop.compile("gcc", "inherited");
        refusing = workshop.file("refusing", "local = 10.0.0.0/255.0.0.0\n");
        viaServer =
                workshop.file(
                        "via",
                        """
                        local = 10.0.0.0/255.0.0.0
                        server = %s
                        server_type = 5
                        """
                                .formatted(SealedNetwork.SERVER));
        workshop.share();
    }

    /// Each test begins with counters at zero.
    @AfterEach
    void renew() {
        network.close();
        network = SealedNetwork.create();
    }

    @AfterAll
    void close() {
        network.close();
        workshop.close();
    }

    private List<String> leaks(Path program, String... more) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of(TARGETS));
        words.addAll(List.of(more));
        return words;
    }

    private List<String> under(Path policy, List<String> command) {
        List<String> words = workshop.tsocks("-f", policy.toString(), "--");
        words.addAll(command);
        return words;
    }

    private Command.Result run(User user, List<String> words) {
        return workshop.command(network.inside(), user, words).result();
    }

    private void assertNothingLeaked(Command.Result result) {
        assertThat(network.packetsElsewhere())
                .as("%s%s%n%s", network.strays(), result.output(), result.errors())
                .isZero();
    }

    @Test
    void withoutTsocksTheProgramIsSeenToLeak() {
        run(User.ROOT, leaks(dynamic));
        assertThat(network.packetsElsewhere()).isGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeaksWhereThePolicyRefuses(User user) {
        for (Path program : List.of(dynamic, glibc, musl)) {
            Command.Result result = run(user, under(refusing, leaks(program)));
            assertThat(result.output()).contains("tcp by number", "ring", "fast open");
            assertNothingLeaked(result);
        }
        assertThat(network.packetsToServer()).isZero();
    }

    /// The variable may be left over from another run, and the answers may be anybody's.
    @Test
    void underASupervisorThatIsNotTsocksNothingIsRun() {
        Path sandbox = workshop.compile("gcc", "sandbox");
        for (String secret : List.of("1", "", "0".repeat(32), "7".repeat(32))) {
            List<String> words = new ArrayList<>(List.of("env", "TSOCKS_SUPERVISOR=" + secret));
            words.add(sandbox.toString());
            words.addAll(under(refusing, leaks(dynamic)));
            Command.Result result = run(User.ROOT, words);
            assertThat(result.errors()).contains("something else already supervises");
            assertThat(result.status()).isEqualTo(71);
            assertNothingLeaked(result);
        }
    }

    /// Its connections are relayed, so that the program's own sockets lead nowhere else.
    @ParameterizedTest
    @EnumSource
    void nothingLeaksPastAServerInsideTls(User user) {
        Authority authority = Authority.create("Test");
        workshop.file("ca.pem", Identity.pem(List.of(authority.certificate())));
        Path policy =
                workshop.file(
                        "tls",
                        """
                        local = 10.0.0.0/255.0.0.0
                        server = socks5+tls://10.203.0.1:1080
                        tls_ca = ca.pem
                        """);
        Place inner = new Place(network.outside(), "127.0.0.1", 2080);
        try (RealServer behind = Microsocks.start(inner);
                RealServer _ =
                        Haproxy.tls(network.server(), authority.issue("10.203.0.1"), behind)) {
            Command.Result result = run(user, under(policy, leaks(dynamic)));
            assertNothingLeaked(result);
            assertThat(network.packetsToServer()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeaksPastAServer(User user) {
        try (RealServer _ = Microsocks.start(network.server())) {
            Command.Result result = run(user, under(viaServer, leaks(dynamic)));
            assertNothingLeaked(result);
            assertThat(network.packetsToServer()).isPositive();
        }
    }

    /// Questions for names, wherever they are sent, connects to what they give, and services that
    /// would ask on a program's behalf.
    @ParameterizedTest
    @CsvSource({"remote, ROOT", "remote, NOBODY", "tcp, NOBODY", "deny, NOBODY"})
    void noQuestionForANameLeaks(String dns, User user) {
        network.inside().etc("resolv.conf", "nameserver 192.0.2.53\n");
        try (RealServer _ = Microsocks.start(network.server())) {
            for (Path program : List.of(dynamic, musl)) {
                List<String> words =
                        workshop.tsocks("-f", viaServer.toString(), "--dns=" + dns, "--");
                words.addAll(leaks(program, "names"));
                Command.Result result = run(user, words);
                assertThat(result.output())
                        .contains(
                                "/run/nscd/socket: Connection refused",
                                "/run/systemd/resolve/io.systemd.Resolve: Connection refused",
                                "/run/avahi-daemon/socket: Connection refused")
                        .contains("getaddrinfo: " + (dns.equals("remote") ? "done" : ""));
                assertNothingLeaked(result);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeaksWhereTheServerIsDown(User user) {
        Command.Result result = run(user, under(viaServer, leaks(glibc)));
        assertThat(result.errors()).contains("cannot reach the server");
        assertNothingLeaked(result);
    }

    /// Datagrams go to the server or nowhere, whether it carries them, lacks that, or is down.
    @ParameterizedTest
    @CsvSource({
        "danted, ROOT",
        "danted, NOBODY",
        "microsocks, ROOT",
        "microsocks, NOBODY",
        "none, NOBODY"
    })
    void noDatagramLeaksThatIsForAServer(String server, User user) {
        network.withRelays().inside().etc("resolv.conf", "nameserver 192.0.2.53\n");
        List<String> options = List.of("-f", viaServer.toString(), "--udp=proxy", "--");
        try (AutoCloseable _ = start(server)) {
            for (Path program : List.of(dynamic, musl)) {
                for (List<String> more : List.of(List.<String>of(), List.of("names"))) {
                    List<String> words = workshop.tsocks(options.toArray(String[]::new));
                    words.addAll(leaks(program, more.toArray(String[]::new)));
                    Command.Result result = run(user, words);
                    assertThat(result.status()).isZero();
                    assertNothingLeaked(result);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        assertThat(network.packetsToServer()).isPositive();
    }

    private AutoCloseable start(String server) {
        return switch (server) {
            case "danted" -> Danted.start(network.server());
            case "microsocks" -> Microsocks.start(network.server());
            default -> () -> {};
        };
    }

    /// What a second thread changes between the supervisor's look and its deed makes no difference:
    /// the supervisor acts on its own copies, and only if it has decided.
    @ParameterizedTest
    @CsvSource({"name, 2000", "datagram, 2000", "only, 2000", "descriptor, 20000"})
    void nothingLeaksWhereASecondThreadChangesTheArguments(String race, String tries) {
        List<String> words = List.of(races.toString(), race, TARGETS[0], tries);
        Command.Result result = run(User.NOBODY, under(refusing, words));
        assertThat(result.output()).isEqualTo("tried " + tries + " times\n");
        assertNothingLeaked(result);
    }

    /// Memory that comes late, as from a file server, makes the time between look and deed long.
    /// Root alone can have it come late by userfaultfd(2).
    @Test
    void nothingLeaksWhereTheNameOfADeviceComesAfterTheConnect() {
        List<String> words = List.of(races.toString(), "device", TARGETS[0], "1");
        Command.Result result = run(User.ROOT, under(refusing, words));
        assertThat(result.output()).isEqualTo("tried 1 times\n");
        assertNothingLeaked(result);
    }

    /// A program of the same user cannot take the supervisor's place.
    @Test
    void theListenerCannotBeTakenFromTheSupervisor() {
        List<String> words = List.of(races.toString(), "steal", TARGETS[0], "1");
        Command.Result result = run(User.NOBODY, under(refusing, words));
        assertThat(result.output()).isEqualTo("listener: kept\n");
        assertNothingLeaked(result);
    }

    private static final String OWN_ADDRESS =
            """
            import socket, sys
            for family, to in ((socket.AF_INET, '192.0.2.7'), (socket.AF_INET6, '2001:db8::7'),
                               (socket.AF_INET6, '::ffff:192.0.2.7')):
                s = socket.socket(family, socket.SOCK_DGRAM)
                try: s.connect((to, 4242))
                except OSError as e: print(e.strerror); continue
                print(s.getsockname()[0])
                for _ in range(3 if len(sys.argv) > 1 else 0):
                    try: s.send(b'leak')
                    except ConnectionRefusedError: pass
            """;

    /// Connecting a UDP socket and asking for its own address is how programs, and getaddrinfo,
    /// learn which address they would send from.
    @ParameterizedTest
    @EnumSource
    void aRefusedDatagramSocketHasItsOwnAddressAndSendsNothing(User user) {
        String program = workshop.file("own.py", OWN_ADDRESS).toString();
        String bare = run(user, List.of("python3", program)).output();
        Command.Result result = run(user, under(refusing, List.of("python3", program, "send")));
        assertThat(bare).startsWith("10.203.0.2\n");
        assertThat(result.output()).as(result.errors()).isEqualTo(bare);
        assertNothingLeaked(result);
    }

    /// Port 53 alone opens no way out: not to hosts that are no name servers of this machine.
    @ParameterizedTest
    @CsvSource({"local, ROOT", "local, NOBODY", "deny, ROOT", "deny, NOBODY"})
    void datagramsToPort53GoToNoOtherHost(String dns, User user) {
        String program =
                workshop.file(
                                "port53.py",
                                """
                                import socket
                                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                                try: s.sendto(b'no question', ('192.0.2.7', 53))
                                except OSError as e: print(e.strerror)
                                s.connect(('192.0.2.7', 53))
                                try: s.send(b'no question'); s.send(b'no question')
                                except OSError as e: print(e.strerror)
                                """)
                        .toString();
        List<String> words =
                workshop.tsocks("-f", refusing.toString(), "--dns=" + dns, "python3", program);
        Command.Result result = run(user, words);
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo("Operation not permitted\nConnection refused\n");
        assertNothingLeaked(result);
    }

    /// What the command inherits may need no further call that names an address.
    @ParameterizedTest
    @EnumSource
    void whatIsInheritedIsNamedAndRingsAreClosed(User user) {
        List<String> words = new ArrayList<>(List.of(inherited.toString(), "ring", TARGETS[0]));
        words.addAll(under(refusing, List.of(inherited.toString(), "use", TARGETS[0])));
        Command.Result result = run(user, words);
        assertThat(result.output()).isEqualTo("Bad file descriptor\n");
        assertThat(result.errors())
                .containsOnlyOnce("tsocks: ")
                .contains("the command may not use io_uring; closed: [9]");
        assertNothingLeaked(result);
    }

    @ParameterizedTest
    @EnumSource
    void inheritedSocketsThatAreConnectedAreNamed(User user) {
        List<String> words = new ArrayList<>(List.of(inherited.toString(), "sockets", TARGETS[0]));
        words.addAll(under(refusing, List.of("true")));
        assertThat(run(user, words).errors())
                .isEqualTo(
                        "tsocks: the command inherits connected sockets: 7 (udp to 192.0.2.7:80),"
                                + " 9 (tcp, being connected), which the policy does not control\n");
    }

    @Test
    void strictlyNothingIsRunThatInheritsAConnectedSocket() {
        List<String> words = new ArrayList<>(List.of(inherited.toString(), "sockets", TARGETS[0]));
        words.addAll(
                workshop.tsocks("--strict", "-f", refusing.toString(), "echo", "it has been run"));
        Command.Result result = run(User.NOBODY, words);
        assertThat(result.status()).isEqualTo(71);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors())
                .startsWith("tsocks: the command was not run (--strict)")
                .contains("7 (udp to 192.0.2.7:80)");
    }

    @Test
    void nothingLeaksWithoutAnEnvironment() {
        List<String> words = new ArrayList<>(List.of("env", "-i"));
        words.addAll(leaks(dynamic));
        assertNothingLeaked(run(User.ROOT, under(refusing, words)));
    }

    @Test
    void withoutAPolicyNothingIsRunAtAll() {
        Path absent = workshop.folder().resolve("absent");
        Command.Result result = run(User.ROOT, under(absent, leaks(dynamic)));
        assertThat(result.status()).isEqualTo(78);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).contains("there is no such file");
        assertNothingLeaked(result);
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeaksAfterTheSupervisorWasKilled(User user) {
        workshop.file("orphan.sh", orphan());
        Command.Result result =
                run(user, List.of("timeout", "50", "sh", workshop.folder() + "/orphan.sh"));
        assertThat(result.output()).contains("tcp: Function not implemented");
        assertNothingLeaked(result);
    }

    private String orphan() {
        String command = String.join(" ", under(refusing, leaks(glibc, "$dir")));
        return """
        dir=$(mktemp -d)
        %s &
        until [ -e $dir/started ]; do sleep 0.1; done
        supervisor=$(ps -o pid= --ppid $! | tr -d ' ')
        kill -9 $supervisor
        while [ -e /proc/$supervisor ]; do sleep 0.1; done
        touch $dir/killed
        until [ -e $dir/finished ]; do sleep 0.1; done
        """
                .formatted(command);
    }

    @Test
    void anotherNetworkNamespaceIsNeverConnectedToByMistake() {
        try (RealServer _ = Microsocks.start(network.server())) {
            List<String> words = new ArrayList<>(List.of("unshare", "-n", dynamic.toString()));
            words.addAll(List.of(TARGETS));
            Command.Result result = run(User.ROOT, under(viaServer, words));
            assertThat(result.errors()).contains("a different network namespace");
            assertThat(network.packetsToServer()).isZero();
            assertNothingLeaked(result);
        }
    }
}
