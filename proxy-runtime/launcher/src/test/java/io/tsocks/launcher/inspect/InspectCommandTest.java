package io.tsocks.launcher.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Approved;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Command;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.Session;
import io.tsocks.testserver.SocksTestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What tsocks-inspect says of servers whose behaviour is known.
class InspectCommandTest {

    private static SocksTestServer with(Fault... faults) {
        return SocksTestServer.builder().faults(faults).start();
    }

    @Test
    void aServerThatCanDoEverythingIsReported() {
        try (SocksTestServer server = SocksTestServer.start()) {
            InspectRun run = InspectRun.port(server.port());
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            Approved.verify("inspect/everything.txt", run.stable(server.port()));
        }
    }

    @Test
    void theJsonReportHasTheSameAnswers() {
        try (SocksTestServer server = SocksTestServer.start()) {
            InspectRun run = InspectRun.port(server.port(), "--json");
            String json =
                    run.stable(server.port())
                            .replaceAll("(connecting|greeting|request)\":[0-9.]+", "$1\":0.00");
            Approved.verify("inspect/everything.json", json);
        }
    }

    @Test
    void noConnectionIsLeftBehind() throws Exception {
        try (SocksTestServer server = SocksTestServer.start()) {
            InspectRun.port(server.port());
            for (Session session : server.sessions()) {
                server.awaitEnd(session.number());
            }
            assertThat(server.openConnections()).isZero();
            assertThat(server.sessions()).hasSizeLessThan(20);
        }
    }

    @Test
    void aServerThatWantsALoginIsAskedNothingElseWithoutOne() {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start()) {
            InspectRun run =
                    InspectRun.with(
                            Map.of("TSOCKS_PASSWORD", "secret", "TSOCKS_USERNAME", "alice"),
                            "127.0.0.1:" + server.port());
            assertThat(run.status()).isZero();
            assertThat(server.sessions())
                    .noneMatch(session -> session.user().filter(u -> !u.isEmpty()).isPresent());
            Approved.verify("inspect/login-wanted.txt", run.stable(server.port()));
        }
    }

    @Test
    void aLoginIsUsedWhereTheUserSaysSo() {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start()) {
            InspectRun run = InspectRun.login(server.port(), "alice", "secret");
            assertThat(run.out()).doesNotContain("secret");
            Approved.verify("inspect/login.txt", run.stable(server.port()));
        }
    }

    @Test
    void aWrongPasswordIsReportedAndTriedOnce() {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start()) {
            InspectRun run = InspectRun.login(server.port(), "alice", "wrong");
            assertThat(run.status()).isZero();
            Approved.verify("inspect/login-refused.txt", run.stable(server.port()));
            assertThat(run.out() + run.err()).doesNotContain("wrong");
            assertThat(server.sessions())
                    .filteredOn(session -> session.user().filter(u -> !u.isEmpty()).isPresent())
                    .hasSize(1);
        }
    }

    @Test
    void aServerWithoutLoginsIsInspectedWithoutOne() {
        try (SocksTestServer server = SocksTestServer.start()) {
            InspectRun run = InspectRun.login(server.port(), "alice", "secret");
            assertThat(run.stable(server.port()))
                    .isEqualTo(InspectRun.port(server.port()).stable(server.port()));
            assertThat(server.sessions())
                    .noneMatch(session -> session.user().filter(u -> !u.isEmpty()).isPresent());
        }
    }

    /// A server says what it likes, and the report is read on a terminal.
    @ParameterizedTest
    @ValueSource(strings = {"--json", "--timeout=5"})
    void nothingThatAServerSaysReachesTheTerminalRaw(String option) {
        try (SocksTestServer server = with(new Fault.BoundAs("\u001b[2J\nx\u009b", 80))) {
            InspectRun run = InspectRun.port(server.port(), option);
            assertThat(run.out()).contains("x1b[2J").doesNotContain("\u001b", "\u009b", "\nx");
        }
    }

    @Test
    void noHostCommandsTheTerminal() {
        InspectRun run = InspectRun.of("a\u001b[2J\u202e\u009bb:1");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("[2J").doesNotContain("\u001b", "\u202e", "\u009b");
    }

    @Test
    void aUserWithoutAPasswordIsAUsageError() {
        InspectRun run = InspectRun.of("--user", "alice", "127.0.0.1:1");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("TSOCKS_PASSWORD");
    }

    @Test
    void aServerThatLosesPipelinedRequestsIsFoundOut() {
        try (SocksTestServer server = with(new Fault.OneReadPerState())) {
            assertThat(InspectRun.port(server.port()).out())
                    .containsPattern("pipelining +no +a request sent with the greeting is lost");
        }
    }

    @Test
    void aServerThatLosesTheMethodReplyOfAPipelinedLoginIsFoundOut() {
        try (SocksTestServer server =
                SocksTestServer.builder()
                        .login("alice", "secret")
                        .faults(new Fault.LostMethodReply())
                        .start()) {
            InspectRun run = InspectRun.login(server.port(), "alice", "secret");
            assertThat(run.out()).contains("login and request may go together");
        }
    }

    @Test
    void aServerWithConnectOnlyIsReported() {
        try (SocksTestServer server =
                SocksTestServer.builder().versions(5).commands(Command.CONNECT).start()) {
            Approved.verify(
                    "inspect/connect-only.txt",
                    InspectRun.port(server.port()).stable(server.port()));
        }
    }

    @Test
    void aServerOfVersion4OnlyIsReported() {
        try (SocksTestServer server = SocksTestServer.builder().versions(4).start()) {
            Approved.verify(
                    "inspect/version-4.txt", InspectRun.port(server.port()).stable(server.port()));
        }
    }

    @Test
    void refusalsAreToldWithTheirMeaning() {
        try (SocksTestServer server = with(new Fault.Refuse(2))) {
            assertThat(InspectRun.port(server.port()).out())
                    .contains("answers 0x02 (not allowed by the server's rules)");
        }
    }

    @Test
    void aTargetOfOnesOwnIsAskedFor() {
        try (TargetServer echo = TargetServer.echo();
                SocksTestServer server = SocksTestServer.start()) {
            InspectRun run = InspectRun.port(server.port(), "--target", "127.0.0.1:" + echo.port());
            assertThat(run.status()).isZero();
            assertThat(echo.accepted()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultPhase.class,
            names = {"ACCEPT", "METHOD", "REQUEST"})
    void aMuteServerEndsWithinTheTimeout(FaultPhase phase) {
        try (SocksTestServer server = with(new Fault.Mute(phase))) {
            InspectRun run = InspectRun.port(server.port(), "--timeout", "0.1");
            assertThat(run.status()).isLessThan(2);
        }
    }

    @Test
    void aServerThatSaysNothingIsNoSocksServer() {
        try (SocksTestServer server = with(new Fault.Mute(FaultPhase.ACCEPT))) {
            InspectRun run = InspectRun.port(server.port(), "--timeout", "0.1");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .isEqualTo(
                            "tsocks-inspect: 127.0.0.1:%d is neither a SOCKS server nor an HTTP proxy: it says nothing\n"
                                    .formatted(server.port()));
        }
    }

    @Test
    void aSocksServerIsNoHttpProxy() {
        try (SocksTestServer server = SocksTestServer.start()) {
            InspectRun run = InspectRun.of("--timeout", "1", "http://127.0.0.1:" + server.port());
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("is not an HTTP proxy: ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://joe@proxy, 'http://joe@proxy:80: give the user as --user NAME'",
        "http://joe:s3cret@proxy, a password does not belong in a URI",
        "ftp://proxy, 'the schemes are socks4, socks4a, socks5, http'",
    })
    void aUriThatIsNoServerIsRefused(String uri, String message) {
        InspectRun run = InspectRun.of(uri);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message).doesNotContain("s3cret");
    }

    @Test
    void aWebServerIsNoSocksServer() {
        try (TargetServer web = TargetServer.banner("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            InspectRun run = InspectRun.port(web.port(), "--timeout", "1");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("it answers as a web server does");
        }
    }

    @Test
    void aServerThatIsDownIsUnreachable() {
        int port = TargetServer.closedPort();
        InspectRun run = InspectRun.port(port);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-inspect: cannot connect to 127.0.0.1:%d: Connection refused\n"
                                .formatted(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:0", "host:99999", "host:x", "[::1", "[::1]x", ":1080", ""})
    void aBadServerIsAUsageError(String server) {
        InspectRun run = InspectRun.of(server);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).endsWith("Try 'tsocks-inspect --help'.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "601", "1e3"})
    void aBadTimeoutIsAUsageError(String timeout) {
        InspectRun run = InspectRun.of("--timeout=" + timeout, "127.0.0.1:1");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("timeout");
    }

    @Test
    void noServerIsAUsageError() {
        assertThat(InspectRun.of().status()).isEqualTo(2);
    }

    @Test
    void helpNamesEveryOption() {
        Approved.verify("inspect/help.txt", InspectRun.of("--help").out());
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(InspectRun.of("--version").out()).startsWith("tsocks-inspect ").hasLineCount(1);
    }
}
