package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs that people have speak by datagrams with servers that people have, through a SOCKS
/// server, with `--udp=proxy`, and nothing else leaves.
@RequiresRoot
@RequiresProgram({
    "chromium-headless-shell",
    "chronyd",
    "danted",
    "dig",
    "gtlsclient",
    "gtlsserver",
    "ip",
    "iperf3",
    "nft",
    "ntpdate",
    "openssl",
    "setpriv",
    "unbound"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatagramProgramsIT {

    private static final String TARGET = "192.0.2.7";
    private static final String NAME = "web.test.example";

    /// How many of the datagrams of iperf3 have got lost, in percent.
    private static final Pattern LOST = Pattern.compile("\\(([0-9.e-]+)%\\) +receiver");

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create().withRelays();
    private final Deque<Runnable> servers = new ArrayDeque<>();
    private Path policy = workshop.folder();

    @BeforeAll
    void start() {
        network.outside()
                .addAddress(TARGET)
                .etc("hosts", TARGET + " " + NAME + "\n127.0.0.1 localhost\n");
        network.inside().etc("resolv.conf", "nameserver " + TARGET + "\n");
        policy =
                workshop.file(
                        "policy",
                        """
                        local = 10.203.0.0/255.255.255.0
                        server = socks5://%s:1080
                        """
                                .formatted(SealedNetwork.SERVER));
        RealServer socks = Danted.start(network.server());
        servers.push(socks::close);
        serveNames();
        serveTime();
        serve("iperf3", "Server listening", "iperf3", "-s", "--forceflush", "-B", TARGET);
        serveHttp3();
    }

    private void serve(String name, String ready, String... words) {
        Path log = workshop.folder().resolve(name + ".log");
        servers.push(network.outside().start(log, words).awaitLog(ready)::close);
    }

    private void serveNames() {
        Path file =
                workshop.file(
                        "unbound.conf",
                        """
                        server:
                          interface: %1$s
                          access-control: 0.0.0.0/0 allow
                          chroot: ""
                          username: ""
                          pidfile: ""
                          use-syslog: no
                          local-zone: "example." static
                          local-data: "%2$s. A %1$s"
                        """
                                .formatted(TARGET, NAME));
        serve("unbound", "start of service", "unbound", "-d", "-c", file.toString());
    }

    private void serveTime() {
        Path file =
                workshop.file(
                        "chrony.conf",
                        """
                        local stratum 8
                        allow
                        bindaddress %s
                        cmdport 0
                        pidfile %s
                        """
                                .formatted(TARGET, workshop.folder().resolve("chronyd.pid")));
        serve("chronyd", "starting", "chronyd", "-x", "-d", "-u", "root", "-f", file.toString());
    }

    private void serveHttp3() {
        Command.of(
                        "sh",
                        "-ec",
                        """
                        cd $0; mkdir www; echo hello >www/greeting
                        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \\
                            -keyout key.pem -out cert.pem -days 2 -subj /CN=$1
                        openssl x509 -in cert.pem -pubkey -noout |
                            openssl pkey -pubin -outform der |
                            openssl dgst -sha256 -binary | base64 >pin
                        """,
                        workshop.folder().toString(),
                        NAME)
                .run();
        String folder = workshop.folder() + "/";
        serve(
                "http3",
                "document root",
                "gtlsserver",
                "-q",
                "-d",
                folder + "www",
                TARGET,
                "443",
                folder + "key.pem",
                folder + "cert.pem");
        workshop.share();
    }

    @AfterAll
    void stop() {
        servers.forEach(Runnable::run);
        network.close();
        workshop.close();
    }

    /// Each program as root or as a user without privileges, and what it prints if it has had an
    /// answer.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROOT | dig +notcp +short @192.0.2.7 web.test.example | 192.0.2.7",
                "NOBODY | dig +notcp +short web.test.example | 192.0.2.7",
                "NOBODY | dig +notcp +short -b 0.0.0.0#5353 web.test.example | 192.0.2.7",
                "NOBODY | getent ahostsv4 web.test.example | 192.0.2.7",
                "ROOT | ntpdate -q 192.0.2.7 | 192.0.2.7 s8",
                "NOBODY | ntpdate -q web.test.example | s8",
                "ROOT | chronyd -Q -t 20 'server 192.0.2.7 iburst' 'pidfile chronyd-Q.pid' 2>&1"
                        + " | System clock wrong by",
                "ROOT | d=$(mktemp -d); gtlsclient -q --exit-on-all-streams-close --download=$d"
                        + " 192.0.2.7 443 https://web.test.example/greeting; cat $d/* | hello",
                "NOBODY | d=$(mktemp -d); gtlsclient -q --exit-on-all-streams-close --download=$d"
                        + " web.test.example 443 https://web.test.example/greeting; cat $d/* | hello",
                "NOBODY | d=$(mktemp -d); timeout 50 chromium-headless-shell --no-sandbox"
                        + " --user-data-dir=$d --origin-to-force-quic-on=web.test.example:443"
                        + " --ignore-certificate-errors-spki-list=$(cat pin)"
                        + " --dump-dom https://web.test.example/greeting | hello"
            })
    void aProgramGetsItsAnswer(User user, String program, String answer) {
        Command.Result result = run(user, program);
        assertThat(result.output()).as(result.errors()).contains(answer);
    }

    private Command.Result run(User user, String program) {
        List<String> words =
                workshop.tsocks("-f", policy.toString(), "--udp=proxy", "--audit", "sh", "-c");
        words.add(program);
        Command.Result result = workshop.command(network.inside(), user, words).result();
        assertThat(result.errors()).containsPattern("proxied +\\d+  udp ");
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
        return result;
    }

    /// A stream of 10 Mbit/s, up and down, which a busy machine carries, too. The share that may be
    /// lost is much more than is. How much is carried at most, benchmarks/datagrams tells.
    @ParameterizedTest
    @CsvSource({"ROOT, ''", "NOBODY, -R"})
    void aStreamArrives(User user, String direction) {
        String stream = "iperf3 -u -b 10M -l 1200 -t 2 -c 192.0.2.7 " + direction;
        Command.Result result = run(user, stream);
        Matcher lost = LOST.matcher(result.output());
        assertThat(lost.find()).as(result.output() + result.errors()).isTrue();
        assertThat(Double.parseDouble(lost.group(1))).as(result.output()).isLessThan(20);
    }
}
