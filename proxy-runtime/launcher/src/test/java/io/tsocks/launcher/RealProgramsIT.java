package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Programs as they are, dynamic and static, blocking and not, through real servers, in a network
/// where the SOCKS server is the only host that can be reached.
@RequiresRoot
@RequiresProgram({
    "curl",
    "danted",
    "eggdrop",
    "gcc",
    "git",
    "go",
    "haproxy",
    "httperf",
    "ip",
    "ldapsearch",
    "lua5.4",
    "microsocks",
    "musl-gcc",
    "nc",
    "nft",
    "node",
    "perl",
    "python3",
    "redis-benchmark",
    "redis-cli",
    "redis-server",
    "setpriv",
    "slapd",
    "ssh",
    "sshd",
    "tcpclient",
    "wget",
    "wrk"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealProgramsIT {

    private static final String HOST = "192.0.2.7";
    private static final String URL = "http://" + HOST + ":8080/greeting";

    private static final String ASYNCIO =
            """
            import asyncio
            async def one():
                reader, writer = await asyncio.open_connection('192.0.2.7', 8080)
                writer.write(b'GET /greeting HTTP/1.0\\r\\n\\r\\n')
                return b'hello' in await reader.read()
            async def main():
                print(sum(await asyncio.gather(*[one() for _ in range(20)])), 'answers')
            asyncio.run(main())
            """;

    private static final String NODE =
            """
            const http = require('http');
            let answers = 0;
            for (let i = 0; i < 20; i++) {
              http.get('http://192.0.2.7:8080/greeting', response => {
                let body = '';
                response.on('data', data => body += data);
                response.on('end', () => {
                  if (body.startsWith('hello') && ++answers == 20) console.log('20 answers');
                });
              });
            }
            """;

    private static final String LUA =
            """
            local client = require('socket').tcp()
            client:settimeout(9)
            assert(client:connect('192.0.2.7', 6379))
            client:send('ECHO hello\\r\\n')
            print(client:receive(), client:receive())
            """;

    /// Asks getpeername for the outcome.
    private static final String ANYEVENT =
            """
            use AnyEvent; use AnyEvent::Socket; use AnyEvent::Handle;
            my $end = AnyEvent->condvar;
            tcp_connect '192.0.2.7', 6379, sub {
              my ($fh) = @_ or return $end->send("failed: $!");
              my $handle; $handle = AnyEvent::Handle->new(
                  fh => $fh, on_error => sub { $end->send("error: $_[2]") });
              $handle->push_write("ECHO hello\\r\\n");
              $handle->push_read(line => sub {
                $handle->push_read(line => sub { $end->send($_[1]); undef $handle })});
            };
            print $end->recv, "\\n";
            """;

    /// Connects to its server without asking for the outcome, and so do the next three programs.
    private static final String HAPROXY =
            """
            defaults
              mode http
              timeout connect 9s
              timeout client 9s
              timeout server 9s
            frontend front
              bind 127.0.0.1:8079
              default_backend back
            backend back
              server one 192.0.2.7:8080
            """;

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<String, String> programs = new TreeMap<>();
    private Path policy = workshop.folder();

    @BeforeAll
    void start() {
        policy =
                workshop.file(
                        "policy",
                        """
                        local = 10.203.0.0/255.255.255.0
                        server = %s
                        server_type = 5
                        """
                                .formatted(SealedNetwork.SERVER));
        network.outside().addAddress(HOST);
        serveFiles();
        serve(
                "redis",
                6379,
                "redis-server",
                "--bind",
                HOST,
                "--protected-mode",
                "no",
                "--save",
                "");
        open.add(Shells.serve(workshop, network.outside(), HOST));
        serveDirectory();
        serve("chat", 6667, "python3", Workshop.source("chat.py").toString());
        programs.put("curl", "curl -sS " + URL);
        programs.put("wget", "wget -qO- " + URL);
        programs.put("git", "rm -rf $$; git clone -q http://192.0.2.7:8080/repo $$; cat $$/file");
        programs.put("redis-cli", "redis-cli -h 192.0.2.7 echo hello");
        programs.put("nc", "printf 'ECHO hello\\r\\nQUIT\\r\\n' | nc -w 9 192.0.2.7 6379");
        programs.put("ssh", Shells.greeting(HOST));
        programs.put("asyncio", "python3 " + workshop.file("many.py", ASYNCIO));
        programs.put("node", "node " + workshop.file("many.js", NODE));
        programs.put("java", Workshop.java() + " " + Workshop.source("Fetch.java") + " " + URL);
        programs.put("go", goProgram() + " 192.0.2.7:8080 /greeting");
        programs.put(
                "musl",
                workshop.compile("musl-gcc", "static", "-static") + " 192.0.2.7 8080 /greeting");
        addProgramsThatDoNotAsk();
        workshop.share();
    }

    private void addProgramsThatDoNotAsk() {
        programs.put("lua", "lua5.4 " + workshop.file("echo.lua", LUA));
        programs.put("anyevent", "perl " + workshop.file("echo.pl", ANYEVENT));
        programs.put(
                "tcpclient",
                "tcpclient -RHl0 192.0.2.7 6379 sh -c"
                        + " 'printf \"ECHO hello\\r\\nQUIT\\r\\n\" >&7; cat <&6'");
        programs.put(
                "redis-benchmark",
                "redis-benchmark -h 192.0.2.7 -n 50 -c 5 -t ping_mbulk -q --csv | grep -q PING"
                        + " && echo hello");
        programs.put("wrk", "wrk -t1 -c4 -d1s " + URL + " | grep -q ' requests in' && echo hello");
        programs.put(
                "httperf",
                "httperf --server 192.0.2.7 --port 8080 --uri /greeting --num-conns 5"
                        + " | grep -q ' 2xx=5 ' && echo hello");
        programs.put(
                "ldapsearch",
                "ldapsearch -x -LLL -H ldap://192.0.2.7 -b '' -s base objectClass"
                        + " | grep -q OpenLDAProotDSE && echo hello");
        // It does not run as root.
        programs.put(
                "eggdrop",
                "d=$(mktemp -d); chmod 777 $d; cd $d; [ $(id -u) != 0 ] || u='setpriv"
                        + " --reuid=65534 --regid=65534 --clear-groups'; $u timeout 40 eggdrop -n"
                        + " -m "
                        + Workshop.source("eggdrop.conf").toAbsolutePath()
                        + " >bot.log </dev/null; cat answer");
        programs.put(
                "haproxy",
                "haproxy -db -f "
                        + workshop.file("haproxy.cfg", HAPROXY)
                        + " & curl -s --retry 20 --retry-connrefused --retry-delay 1"
                        + " http://127.0.0.1:8079/greeting;"
                        + " kill $!; wait");
    }

    private void serveFiles() {
        Path www = workshop.makeFiles();
        serve("files", 8080, "python3", "-m", "http.server", "-d", www.toString(), "8080");
    }

    private void serveDirectory() {
        Path settings = workshop.file("slapd.conf", "include /etc/ldap/schema/core.schema\n");
        String[] words = {"slapd", "-d", "0", "-h", "ldap://192.0.2.7", "-f", settings.toString()};
        serve("slapd", 389, words);
    }

    private Path goProgram() {
        Path binary = workshop.folder().resolve("fetch");
        Command.of("go", "build", "-o", binary.toString(), Workshop.source("fetch.go").toString())
                .with("GO111MODULE", "off")
                .with("CGO_ENABLED", "0")
                .with("GOCACHE", workshop.folder().resolve("go").toString())
                .run();
        return binary;
    }

    private void serve(String name, int port, String... words) {
        NetworkNamespace outside = network.outside();
        Path log = workshop.folder().resolve(name + ".log");
        open.add(outside.start(log, words).awaitListening(port));
    }

    private ProgramTable table() {
        return new ProgramTable(workshop, network, policy, programs);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        network.close();
        workshop.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramGoesThroughMicrosocks(User user) {
        try (RealServer _ = Microsocks.start(network.server())) {
            table().allReachTheirServers(user, "hello", "20 answers");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramGoesThroughDanted(User user) {
        try (RealServer _ = Danted.start(network.server())) {
            table().allReachTheirServers(user, "hello", "20 answers");
        }
    }

    @Test
    void theAuditCountsWhatTheServerHasSeen() {
        try (RealServer server = Microsocks.start(network.server())) {
            Command.Result result =
                    table().run(
                                    User.NOBODY,
                                    "for i in 1 2 3; do curl -sS " + URL + "; done",
                                    "--audit");
            assertThat(result.errors())
                    .contains("3 proxied, 0 direct, 0 denied, 0 failed")
                    .contains("192.0.2.7:8080 via socks5://10.203.0.1:1080");
            assertThat(server.log().lines().filter(line -> line.contains("connected to")).count())
                    .isEqualTo(3);
        }
    }
}
