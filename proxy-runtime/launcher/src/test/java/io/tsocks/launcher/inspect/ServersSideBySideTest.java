package io.tsocks.launcher.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tsocks.testing.Approved;
import io.tsocks.testing.Project;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tsocks-inspect says of several servers.
class ServersSideBySideTest {

    private final SocksTestServer open = SocksTestServer.start();
    private final SocksTestServer guarded =
            SocksTestServer.builder().login("alice", "secret").start();
    private final int closed = TargetServer.closedPort();

    @TempDir private Path folder;

    @AfterEach
    void stop() {
        open.close();
        guarded.close();
    }

    private static String at(int port) {
        return "127.0.0.1:" + port;
    }

    /// A report whose columns do not depend on the number of digits of a port and of a duration.
    private String stable(InspectRun run) {
        return run.out()
                .replace(at(open.port()), "OPEN")
                .replace(at(guarded.port()), "GUARDED")
                .replace(at(closed), "CLOSED")
                .replaceAll("\\d+\\.\\d\\d ms", "N ms")
                .replaceAll(" {2,}", "  ");
    }

    private String conf(String text) throws IOException {
        return Files.writeString(folder.resolve("tsocks.conf"), text).toString();
    }

    @Test
    void eachServerHasAColumn() {
        InspectRun run =
                InspectRun.with(
                        Map.of("TSOCKS_PASSWORD", "wrong"),
                        "--user",
                        "alice",
                        at(open.port()),
                        at(guarded.port()),
                        at(closed));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-inspect: cannot connect to %s: Connection refused\n"
                                .formatted(at(closed)));
        Approved.verify("inspect/side-by-side.txt", stable(run));
    }

    @Test
    void theColumnsAreBelowEachOther() {
        String[] lines = InspectRun.of(at(open.port()), at(guarded.port())).out().split("\n");

        int second = lines[0].indexOf(at(guarded.port()));
        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.substring(second - 2, second)).isBlank())
                .allSatisfy(line -> assertThat(line.charAt(second)).isNotEqualTo(' '));
    }

    @Test
    void aNarrowTerminalHasOneReportBelowTheOther() {
        String[] servers = {at(open.port()), at(guarded.port())};
        String wide = InspectRun.with(Map.of("COLUMNS", "100"), servers).out();
        String narrow = InspectRun.with(Map.of("COLUMNS", "40"), servers).out();

        assertThat(wide.lines().findFirst().orElseThrow()).contains(servers);
        assertThat(narrow)
                .startsWith("SOCKS server " + servers[0] + "\n")
                .contains("\n\nSOCKS server " + servers[1] + "\n");
    }

    @Test
    void theWorstServerDecidesTheStatus() {
        try (TargetServer web = TargetServer.banner("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            String[] noProxy = {"--timeout=1", at(web.port()), at(open.port())};
            assertThat(InspectRun.of(noProxy).status()).isEqualTo(1);
            assertThat(InspectRun.of("--timeout=1", at(closed), at(web.port())).status())
                    .isEqualTo(2);
        }
        assertThat(InspectRun.of(at(open.port()), at(guarded.port())).status()).isZero();
    }

    @Test
    void aGroupOfAFileIsCompared() throws Exception {
        String file =
                conf(
                        "server = socks5://%s\nserver = socks5://%s\ndefault_user = alice\ndefault_pass = secret\n"
                                .formatted(at(open.port()), at(guarded.port())));

        InspectRun run = InspectRun.of("-f", file);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).doesNotContain("secret");
        assertThat(run.out().lines().findFirst().orElseThrow())
                .contains(at(open.port()), at(guarded.port()));
        assertThat(guarded.sessions())
                .isNotEmpty()
                .noneMatch(session -> session.user().filter(user -> !user.isEmpty()).isPresent());
    }

    /// Each server is asked whether it speaks what the file says.
    @Test
    void aServerThatIsNotWhatTheFileSaysIsNamed() throws Exception {
        try (SocksTestServer old = SocksTestServer.builder().versions(4).start();
                SocksTestServer young = SocksTestServer.builder().versions(5).start()) {
            String right =
                    conf(
                            "server = socks4a://%s\nserver = socks5://%s\nserver = socks4://%s\n"
                                    .formatted(at(old.port()), at(young.port()), at(open.port())));
            InspectRun same = InspectRun.of("-f", right);
            assertThat(same.err()).isEmpty();
            assertThat(same.status()).isZero();

            String wrong =
                    conf(
                            "server = socks5://%s\nserver = socks4://%s\n"
                                    .formatted(at(old.port()), at(young.port())));
            InspectRun other = InspectRun.of("--json", "-f", wrong);
            assertThat(other.err())
                    .isEqualTo(
                            """
                            tsocks-inspect: %s does not speak SOCKS 5 as it should, but SOCKS 4a
                            tsocks-inspect: %s does not speak SOCKS 4 as it should, but SOCKS 5
                            """
                                    .formatted(at(old.port()), at(young.port())));
            assertThat(other.status()).isEqualTo(1);
            assertThat(other.out())
                    .contains("\"mismatch\":\"does not speak SOCKS 5 as it should, but SOCKS 4a\"");
            assertThat(schema().validate(other.out(), InputFormat.JSON)).isEmpty();
            InspectRun uri = InspectRun.of("socks5://" + at(old.port()));
            assertThat(uri.status()).isEqualTo(1);
            assertThat(InspectRun.of(at(old.port())).status()).as("nothing is said").isZero();
        }
    }

    @Test
    void aServerInTwoBlocksOfAFileIsAskedOnce() throws Exception {
        String server = "server = socks5://" + at(open.port()) + "\n";
        String file = conf("path {\nreaches = 10.0.0.0/255.0.0.0\n" + server + "}\n" + server);

        assertThat(InspectRun.of("-f", file).out().lines().findFirst().orElseThrow().strip())
                .isEqualTo(at(open.port()));
    }

    /// A connection that the policy never makes.
    @Test
    void aServerBehindAnotherIsNotAskedDirectly() throws Exception {
        String file =
                conf(
                        """
                        chain = yes
                        path {
                        reaches = 192.0.2.0/255.255.255.0
                        server = socks5://%s
                        }
                        server = socks5://192.0.2.1:1080
                        """
                                .formatted(at(open.port())));

        InspectRun run = InspectRun.of("-f", file);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-inspect: 192.0.2.1:1080 is reached through socks5://%s, and tsocks-inspect asks servers directly\n"
                                .formatted(at(open.port())));
    }

    @Test
    void aFileWithErrorsIsNotUsed() throws Exception {
        InspectRun run = InspectRun.of("-f", conf("server = socks5://" + at(closed) + "\nbad\n"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("tsocks.conf:2:", "no server was asked, because ", " has errors\n");
    }

    @Test
    void aFileThatCannotBeReadOrNamesNoServerIsNamed() throws Exception {
        assertThat(InspectRun.of("-f", folder.resolve("none").toString()).err())
                .startsWith("tsocks-inspect: cannot read " + folder.resolve("none") + ": ");
        assertThat(InspectRun.of("-f", conf("local = 10.0.0.0/255.0.0.0\n")).err())
                .endsWith("tsocks.conf names no server\n");
    }

    @Test
    void theJsonOfSeveralServersIsAnArray() {
        InspectRun run = InspectRun.of("--json", at(open.port()), at(closed));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out())
                .hasLineCount(1)
                .startsWith("[{\"version\":1,\"host\":\"127.0.0.1\"")
                .endsWith(
                        ",{\"version\":1,\"host\":\"127.0.0.1\",\"port\":%d,\"socks\":false,\"error\":\"cannot connect to 127.0.0.1:%d: Connection refused\"}]\n"
                                .formatted(closed, closed));
    }

    @Test
    void aFileHasAnArrayEvenWithOneServer() throws Exception {
        String file = conf("server = socks5://" + at(open.port()) + "\n");
        assertThat(InspectRun.of("--json", "-f", file).out()).startsWith("[{").endsWith("}]\n");
    }

    @Test
    void everyReportMatchesTheSchema() throws Exception {
        String[] runs = {
            InspectRun.of("--json", at(open.port())).out(),
            InspectRun.of("--json", at(guarded.port()), at(closed)).out(),
            InspectRun.of("--json", "--timeout=1", "http://" + at(open.port())).out(),
            InspectRun.of("--json", "--timeout=1", "socks5+tls://" + at(open.port())).out()
        };
        for (String json : runs) {
            assertThat(schema().validate(json, InputFormat.JSON)).as(json).isEmpty();
        }
        String right = InspectRun.of("--json", at(open.port())).out();
        for (String wrong :
                new String[] {
                    "{}",
                    "[]",
                    right.replace("\"host\"", "\"hosts\""),
                    right.replace("\"yes\"", "\"maybe\""),
                    right.replace("\"port\":", "\"port\":-")
                }) {
            assertThat(schema().validate(wrong, InputFormat.JSON)).as(wrong).isNotEmpty();
        }
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Project.home().resolve("docs/inspect.schema.json")));
    }
}
