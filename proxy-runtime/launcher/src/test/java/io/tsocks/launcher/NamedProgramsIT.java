package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.NamedNetwork.Server;
import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs with much between them and the name of their server (TLS, processes of their own,
/// resolvers of their own) reach it by name, in a network where the SOCKS server is the only host
/// that can be reached, and no name server exists.
@RequiresRoot
@RequiresProgram({
    "apt-get",
    "chromium-headless-shell",
    "danted",
    "git",
    "ip",
    "microsocks",
    "nft",
    "node",
    "openssl",
    "python3",
    "setpriv",
    "ssh",
    "sshd"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamedProgramsIT {

    private static final String AIOHTTP =
            """
            import aiohttp, asyncio
            async def main():
                async with aiohttp.ClientSession() as session:
                    async def one():
                        async with session.get('http://web.test.example:8080/greeting') as answer:
                            return await answer.text()
                    if all([text == 'hello\\n' for text in
                            await asyncio.gather(*[one() for _ in range(20)])]):
                        print('hello')
            asyncio.run(main())
            """;

    private static final String REQUESTS =
            """
            import requests
            print(requests.get('https://web.test.example/greeting', verify='ca.pem').text)
            """;

    private static final String NODE =
            """
            Promise.all(Array.from({length: 20}, () =>
                fetch('https://web.test.example/greeting').then(response => response.text())))
              .then(texts => { if (texts.every(text => text == 'hello\\n')) console.log('hello'); });
            """;

    /// Nothing of this machine's settings counts. As root, apt downloads as the user _apt.
    private static final String APT =
            """
            d=$(mktemp -d); chmod 755 $d; cd $d; mkdir -p lists/partial archives/partial
            echo 'deb [trusted=yes] http://web.test.example:8080/debian ./' >sources
            cat >conf <<END
            Dir::Etc { main "none"; parts "none"; sourcelist "$d/sources"; sourceparts "none";
                       preferences "none"; preferencesparts "none"; trustedparts "none" }
            Dir::State "$d"; Dir::State::status "/dev/null"; Dir::Cache "$d";
            END
            export APT_CONFIG=$d/conf
            apt-get update >&2 && apt-cache show greeting
            """;

    private static final String DEBIAN =
            """
            mkdir $0; cd $0
            printf 'Package: greeting\\nVersion: 1\\nArchitecture: all\\nDescription: hello\\n' >Packages
            printf 'Filename: greeting.deb\\nSize: 1\\nSHA256: %064d\\n' 0 >>Packages
            printf 'Date: %s\\nSHA256:\\n %s %s Packages\\n' "$(date -uR)" \\
                $(sha256sum Packages | cut -d' ' -f1) $(wc -c <Packages) >Release
            """;

    private final NamedNetwork names = NamedNetwork.create();
    private final Map<String, String> programs = new TreeMap<>();

    @BeforeAll
    void start() {
        Workshop workshop = names.workshop();
        Path www = names.serveFiles();
        names.serveFilesSecretly(www);
        names.serveShells();
        Command.of("sh", "-ec", DEBIAN, www.resolve("debian").toString()).run();
        programs.put("aiohttp", "python3 " + workshop.file("aio.py", AIOHTTP));
        programs.put("apt-get", APT);
        programs.put("chromium, asking itself", chromium("--enable-features=AsyncDns"));
        programs.put("chromium, asking the C library", chromium("--disable-features=AsyncDns"));
        programs.put(
                "git",
                "rm -rf $$; GIT_SSL_CAINFO=$PWD/ca.pem git clone -q https://web.test.example/repo"
                        + " $$ && cat $$/file");
        programs.put("node", "NODE_EXTRA_CA_CERTS=ca.pem node " + workshop.file("all.js", NODE));
        programs.put("requests", "python3 " + workshop.file("ask.py", REQUESTS));
        programs.put("ssh", Shells.greeting(NamedNetwork.NAME));
        workshop.share();
    }

    private static String chromium(String options) {
        return "d=$(mktemp -d); timeout 50 chromium-headless-shell --no-sandbox"
                + " --user-data-dir=$d "
                + options
                + " --dump-dom http://web.test.example:8080/greeting.html; rm -rf $d";
    }

    @AfterAll
    void stop() {
        names.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ROOT, MICROSOCKS",
        "NOBODY, MICROSOCKS",
        "ROOT, DANTED",
        "NOBODY, DANTED",
        "ROOT, SSH",
        "NOBODY, SSH"
    })
    void everyProgramGoesByName(User user, Server which) {
        try (RealServer server = which.start(names)) {
            names.table(programs).allReachTheirServers(user, "hello");
            assertThat(server.log())
                    .contains(which.trace(22))
                    .contains(which.trace(443))
                    .contains(which.trace(8080))
                    .doesNotContainPattern(NamedNetwork.FAKE);
        }
    }
}
