package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.NamedNetwork.Server;
import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.SealedNetwork;
import io.tsocks.testing.SshDynamic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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

    private static final String NAME = NamedNetwork.NAME;
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

    /// Runs a command that sees a copy of /etc, which ends with the command's mount namespace.
    private static final String WITHOUT_RESOLV_CONF =
            """
            mount -t tmpfs tmpfs /mnt
            cp -a /etc/. /mnt
            rm /mnt/resolv.conf
            mount --bind /mnt /etc
            exec "$@"
            """;

    private final NamedNetwork names = NamedNetwork.create();
    private final Workshop workshop = names.workshop();
    private final SealedNetwork network = names.network();
    private final Map<String, String> programs = new TreeMap<>();

    @BeforeAll
    void start() {
        names.serveFiles();
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
        return names.table(programs);
    }

    @AfterAll
    void stop() {
        names.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramGoesByNameThroughMicrosocks(User user) {
        allGoByName(user, Server.MICROSOCKS);
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramGoesByNameThroughDanted(User user) {
        allGoByName(user, Server.DANTED);
    }

    @ParameterizedTest
    @EnumSource
    void everyProgramGoesByNameThroughSsh(User user) {
        allGoByName(user, Server.SSH);
    }

    private void allGoByName(User user, Server which) {
        try (RealServer server = which.start(names)) {
            table().allReachTheirServers(user, "hello");
            assertThat(server.log())
                    .contains(which.trace(8080))
                    .doesNotContainPattern(NamedNetwork.FAKE);
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
        try {
            programsGoByName(program -> table().run(user, program));
        } finally {
            network.inside().etc("resolv.conf", NamedNetwork.NAME_SERVER);
        }
    }

    /// As in a container that nobody gave one.
    @ParameterizedTest
    @EnumSource
    void resolvConfNeedNotExist(User user) {
        programsGoByName(
                program -> {
                    String text = "[ ! -e /etc/resolv.conf ] && " + program;
                    List<String> words = new ArrayList<>(List.of("sh", "-ec", WITHOUT_RESOLV_CONF));
                    words.add("sh");
                    words.addAll(user.prefix());
                    words.addAll(workshop.tsocks("-f", names.policy().toString()));
                    words.addAll(List.of("sh", "-c", text));
                    return workshop.command(network.inside(), User.ROOT, words).result();
                });
    }

    private void programsGoByName(Function<String, Command.Result> run) {
        try (RealServer _ = Microsocks.start(network.server())) {
            for (String program : List.of("curl", "glibc", "go", "java", "musl", "python")) {
                Command.Result result = run.apply(programs.getOrDefault(program, "false"));
                assertThat(result.output()).as("%s: %s", program, result).contains("hello");
            }
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
