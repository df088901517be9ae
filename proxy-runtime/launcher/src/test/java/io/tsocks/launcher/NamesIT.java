package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testing.SshDynamic;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// With `--dns=remote`, programs as they are reach their servers by name, in a network where the
/// SOCKS server is the only host that can be reached, and no name server exists.
@RequiresRoot
@RequiresProgram({
    "busybox",
    "curl",
    "danted",
    "dig",
    "gcc",
    "git",
    "go",
    "ip",
    "microsocks",
    "musl-gcc",
    "nft",
    "node",
    "python3",
    "setpriv",
    "ssh",
    "sshd",
    "wget"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesIT {

    private static final String HOST = "192.0.2.7";
    private static final String NAME = "web.test.example";
    private static final String URL = "http://" + NAME + ":8080/greeting";

    private static final String CARES =
            """
            const dns = require('dns'), http = require('http');
            dns.resolve4('web.test.example', (trouble, addresses) => {
              if (trouble) { console.log(trouble); return; }
              http.get({host: addresses[0], port: 8080, path: '/greeting'},
                       response => response.pipe(process.stdout));
            });
            """;

    private static final String NODE =
            """
            fetch('http://web.test.example:8080/greeting')
              .then(response => response.text()).then(text => console.log(text));
            """;

    private static final String PYTHON =
            """
            import socket, urllib.request
            print(urllib.request.urlopen('http://web.test.example:8080/greeting').read().decode())
            """;

    private static final String ASYNCIO =
            """
            import asyncio
            async def one():
                reader, writer = await asyncio.open_connection('web.test.example', 8080)
                writer.write(b'GET /greeting HTTP/1.0\\r\\n\\r\\n')
                return b'hello' in await reader.read()
            async def main():
                if all(await asyncio.gather(*[one() for _ in range(20)])): print('hello')
            asyncio.run(main())
            """;

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create();
    private final Map<String, String> programs = new TreeMap<>();
    private Path policy = workshop.folder();
    private AutoCloseable files = () -> {};

    @BeforeAll
    void start() {
        policy =
                workshop.file(
                        "policy",
                        """
                        local = 10.203.0.0/255.255.255.0
                        server = %s
                        server_type = 5
                        remote_dns = yes
                        """
                                .formatted(SealedNetwork.SERVER));
        network.inside().etc("resolv.conf", "nameserver 10.255.255.53\n");
        network.outside()
                .addAddress(HOST)
                .etc("hosts", HOST + " " + NAME + "\n127.0.0.1 localhost\n")
                .etc("resolv.conf", "nameserver 127.0.0.1\n");
        serveFiles();
        programs.put("busybox", "busybox wget -qO- " + URL);
        programs.put("curl", "curl -sS " + URL);
        programs.put("dig", dig("dig +short " + NAME));
        programs.put("dig over tcp", dig("dig +short +tcp " + NAME));
        programs.put(
                "git", "rm -rf $$; git clone -q http://" + NAME + ":8080/repo $$; cat $$/file");
        programs.put("java", Workshop.java() + " " + Workshop.source("Fetch.java") + " " + URL);
        programs.put("go", goProgram() + " " + NAME + ":8080 /greeting");
        programs.put("glibc", workshop.compile("gcc", "named") + named());
        programs.put("musl", workshop.compile("musl-gcc", "named", "-static") + named());
        programs.put("node", "node " + workshop.file("fetch.js", NODE));
        programs.put("node with c-ares", "node " + workshop.file("cares.js", CARES));
        programs.put("python", "python3 " + workshop.file("fetch.py", PYTHON));
        programs.put("asyncio", "python3 " + workshop.file("many.py", ASYNCIO));
        programs.put("wget", "wget -qO- " + URL);
        workshop.share();
    }

    private static String named() {
        return " " + NAME + " 8080 /greeting";
    }

    /// The address that it prints is what to connect to.
    private static String dig(String asking) {
        return "curl -sS http://$(" + asking + "):8080/greeting";
    }

    private void serveFiles() {
        Path www = workshop.folder().resolve("www");
        Command.of(
                        "sh",
                        "-ec",
                        """
                        mkdir $0; cd $0; echo hello >greeting
                        git init -q work; cd work; echo hello >file; git add file
                        git -c user.name=t -c user.email=t@t commit -qm t
                        git clone -q --bare . ../repo; cd ../repo; git update-server-info
                        """,
                        www.toString())
                .run();
        Path log = workshop.folder().resolve("files.log");
        files =
                network.outside()
                        .start(log, "python3", "-m", "http.server", "-d", www.toString(), "8080")
                        .awaitListening(8080);
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

    private ProgramTable table() {
        return new ProgramTable(workshop, network, policy, programs);
    }

    @AfterAll
    void stop() throws Exception {
        files.close();
        network.close();
        workshop.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramGoesByNameThroughMicrosocks(User user) {
        try (RealServer server = Microsocks.start(network.server())) {
            table().allReachTheirServers(user, "hello");
            assertThat(server.log()).contains("connected to " + NAME + ":8080");
            assertThat(server.log()).doesNotContain("connected to 192");
        }
    }

    /// It writes the address that it has found for the name. Nobody else knows that.
    @ParameterizedTest
    @EnumSource
    void everyProgramGoesByNameThroughDanted(User user) {
        try (RealServer server = Danted.start(network.server())) {
            table().allReachTheirServers(user, "hello");
            assertThat(server.log()).contains("-> 192.0.2.7.").doesNotContain("-> 198.1");
        }
    }

    @Test
    void everyProgramGoesByNameThroughSsh() {
        try (RealServer server = SshDynamic.start(network.server())) {
            table().allReachTheirServers(User.NOBODY, "hello");
            assertThat(server.log()).contains("host " + NAME + " port 8080");
        }
    }

    @Test
    void aServerOfSocks4aGetsTheName() {
        Path old =
                workshop.file(
                        "policy4a",
                        """
                        local = 10.203.0.0/255.255.255.0
                        server = 10.203.0.1
                        server_type = 4a
                        remote_dns = yes
                        """);
        try (RealServer server = SshDynamic.start(network.server())) {
            List<String> words = workshop.tsocks("-f", old.toString(), "curl", "-sS", URL);
            Command.Result result = workshop.command(network.inside(), User.NOBODY, words).result();
            assertThat(result.output()).as("%s", result).isEqualTo("hello\n");
            assertThat(server.log()).contains("host " + NAME + " port 8080");
        }
    }

    /// Without any name server the C library asks 127.0.0.1.
    @ParameterizedTest
    @EnumSource
    void noNameServerNeedBeListed(User user) {
        network.inside().etc("resolv.conf", "");
        try (RealServer _ = Microsocks.start(network.server())) {
            for (String program : List.of("curl", "glibc", "go", "musl", "python")) {
                Command.Result result = table().run(user, programs.getOrDefault(program, "false"));
                assertThat(result.output()).as("%s: %s", program, result).contains("hello");
            }
        } finally {
            network.inside().etc("resolv.conf", "nameserver 10.255.255.53\n");
        }
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @Test
    void twoRunsAtOnceDoNotDisturbEachOther() {
        try (RealServer _ = Microsocks.start(network.server())) {
            String loop = "for i in 1 2 3 4 5; do curl -sS http://" + NAME + ":8080/greeting; done";
            List<CompletableFuture<Command.Result>> runs =
                    Stream.of(User.ROOT, User.NOBODY)
                            .map(
                                    user ->
                                            CompletableFuture.supplyAsync(
                                                    () -> table().run(user, loop)))
                            .toList();
            for (CompletableFuture<Command.Result> run : runs) {
                assertThat(run.join().output()).isEqualTo("hello\n".repeat(5));
            }
        }
    }

    @Test
    void theNameIsWhatIsToldOf() {
        try (RealServer _ = Microsocks.start(network.server())) {
            Path log = workshop.folder().resolve("log.json");
            Command.Result result =
                    table().run(User.ROOT, "curl -sS " + URL, "-v", "--audit", "--log=" + log);
            assertThat(result.errors())
                    .contains(": tcp web.test.example:8080 proxied via socks5://10.203.0.1:1080")
                    .contains("1 proxied, 0 direct, 0 denied, 0 failed")
                    .contains("web.test.example:8080 via socks5://10.203.0.1:1080");
            assertThat(log).content().contains("\"destination\":\"web.test.example:8080\"");
        }
    }
}
