package io.tsocks.launcher.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Approved;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Haproxy;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.ShadowsocksLocal;
import io.tsocks.testing.Squid;
import io.tsocks.testing.SshDynamic;
import io.tsocks.testing.Stunnel;
import io.tsocks.testing.SystemUser;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.Tinyproxy;
import io.tsocks.testing.Tor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tsocks-inspect says of servers that others wrote.
class InspectRealServersIT {

    private static final Authority AUTHORITY = Authority.create("Test");
    private static final Identity IDENTITY = AUTHORITY.issue("127.0.0.1");

    @TempDir private Path folder;

    private static void verify(String name, int port) {
        InspectRun run = InspectRun.port(port, "--timeout", "10");
        assertThat(run.err()).isEmpty();
        Approved.verify("inspect/" + name + ".txt", run.stable(port));
    }

    @Test
    @RequiresProgram("danted")
    void danted() {
        try (RealServer server = Danted.start()) {
            verify("danted", server.port());
        }
    }

    @Test
    @RequiresProgram("danted")
    void dantedWithATargetThatItReaches() {
        try (TargetServer echo = TargetServer.echo();
                RealServer server = Danted.start()) {
            InspectRun run = InspectRun.port(server.port(), "--target", "127.0.0.1:" + echo.port());
            Approved.verify("inspect/danted-target.txt", run.stable(server.port()));
        }
    }

    @Test
    @RequiresRoot
    @RequiresProgram({"danted", "useradd", "chpasswd"})
    void dantedWithLogin() {
        try (SystemUser user = SystemUser.create("pass-word");
                RealServer server = Danted.startWithLogin()) {
            InspectRun run = InspectRun.login(server.port(), user.name(), "pass-word");
            Approved.verify(
                    "inspect/danted-login.txt",
                    run.stable(server.port()).replace(user.name(), "USER"));
        }
    }

    @Test
    @RequiresProgram("tinyproxy")
    void tinyproxy() {
        try (RealServer server = Tinyproxy.start()) {
            InspectRun run = InspectRun.of("http://127.0.0.1:" + server.port());
            assertThat(run.err()).isEmpty();
            Approved.verify("inspect/tinyproxy.txt", run.stable(server.port()));
        }
    }

    @Test
    @RequiresProgram("tinyproxy")
    void tinyproxyThatWantsNoLogin() {
        try (RealServer server = Tinyproxy.start()) {
            InspectRun run =
                    InspectRun.with(
                            Map.of("TSOCKS_PASSWORD", "secret"),
                            "--user",
                            "alice",
                            "http://127.0.0.1:" + server.port());
            assertThat(run.out())
                    .containsPattern(
                            "HTTP CONNECT +yes +it asks for no login; tsocks would send one");
        }
    }

    @Test
    @RequiresProgram("tinyproxy")
    void tinyproxyWithLogin() {
        try (RealServer server = Tinyproxy.startWithLogin("alice", "secret")) {
            String uri = "http://127.0.0.1:" + server.port();
            InspectRun without = InspectRun.of(uri);
            assertThat(without.out()).contains("the proxy wants a user name and password");
            InspectRun run =
                    InspectRun.with(Map.of("TSOCKS_PASSWORD", "secret"), "--user", "alice", uri);
            assertThat(run.out()).doesNotContain("secret");
            Approved.verify("inspect/tinyproxy-login.txt", run.stable(server.port()));
        }
    }

    @Test
    @RequiresProgram("microsocks")
    void microsocks() {
        try (RealServer server = Microsocks.start()) {
            verify("microsocks", server.port());
        }
    }

    @Test
    @RequiresProgram("microsocks")
    void microsocksWithLogin() {
        try (RealServer server = Microsocks.startWithLogin("alice", "secret")) {
            InspectRun run = InspectRun.login(server.port(), "alice", "secret");
            Approved.verify("inspect/microsocks-login.txt", run.stable(server.port()));
        }
    }

    @Test
    @RequiresProgram("microsocks")
    void microsocksWithAWrongPassword() {
        try (RealServer server = Microsocks.startWithLogin("alice", "secret")) {
            InspectRun run = InspectRun.login(server.port(), "alice", "wrong");
            assertThat(run.out() + run.err()).doesNotContain("wrong");
            Approved.verify("inspect/microsocks-refused.txt", run.stable(server.port()));
        }
    }

    @Test
    @RequiresProgram("tinyproxy")
    void tinyproxyWithAWrongPassword() {
        try (RealServer server = Tinyproxy.startWithLogin("alice", "secret")) {
            InspectRun run =
                    InspectRun.with(
                            Map.of("TSOCKS_PASSWORD", "wrong"),
                            "--user",
                            "alice",
                            "http://127.0.0.1:" + server.port());
            assertThat(run.status()).isZero();
            assertThat(run.out()).containsPattern("HTTP CONNECT +yes +login refused");
        }
    }

    @Test
    @RequiresProgram({"haproxy", "microsocks"})
    void microsocksAtAnAfUnixSocket() {
        Path socket = folder.resolve("socks");
        try (RealServer microsocks = Microsocks.start();
                RealServer _ = Haproxy.unix(socket, microsocks);
                TargetServer echo = TargetServer.echo()) {
            InspectRun run =
                    InspectRun.of("--target", "127.0.0.1:" + echo.port(), "unix:" + socket);
            assertThat(run.err()).isEmpty();
            Approved.verify(
                    "inspect/microsocks-unix.txt",
                    run.stable(echo.port()).replace(socket.toString(), "/PATH"));
        }
    }

    private InspectRun inTls(String password, String uri) throws IOException {
        Path ca =
                Files.writeString(
                        folder.resolve("ca.pem"), Identity.pem(List.of(AUTHORITY.certificate())));
        return InspectRun.with(
                Map.of("SSL_CERT_FILE", ca.toString(), "TSOCKS_PASSWORD", password),
                "--user",
                "joe",
                uri);
    }

    private String stableInTls(InspectRun run, int port) {
        return run.stable(port)
                .replace(folder.toString(), "")
                .replaceAll("TLS_\\w+", "CIPHER")
                .replaceAll("sha256/\\S+", "sha256/PIN")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d", "DAY");
    }

    @Test
    @RequiresProgram({"haproxy", "squid"})
    void squidBehindHaproxy() throws Exception {
        try (RealServer squid = Squid.startWithLogin("joe", "s3cret");
                RealServer front = Haproxy.tls(IDENTITY, squid)) {
            String uri = "https://127.0.0.1:" + front.port();
            assertThat(InspectRun.of(uri).status())
                    .as("whoever signs for it is not trusted by the system")
                    .isEqualTo(1);
            assertThat(inTls("wrong", uri).out()).contains("login refused").doesNotContain("wrong");
            InspectRun run = inTls("s3cret", uri);
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).doesNotContain("s3cret");
            Approved.verify("inspect/squid-tls.txt", stableInTls(run, front.port()));
        }
    }

    @Test
    @RequiresProgram({"stunnel", "microsocks"})
    void microsocksBehindStunnel() throws Exception {
        try (RealServer microsocks = Microsocks.startWithLogin("joe", "s3cret");
                RealServer front = Stunnel.start("TLSv1.3", IDENTITY, microsocks)) {
            InspectRun run = inTls("s3cret", "socks5+tls://127.0.0.1:" + front.port());
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).doesNotContain("s3cret");
            Approved.verify("inspect/microsocks-tls.txt", stableInTls(run, front.port()));
        }
    }

    @Test
    @RequiresProgram({"ssh", "sshd", "ssh-keygen"})
    void sshDynamic() {
        try (RealServer server = SshDynamic.start()) {
            verify("ssh", server.port());
        }
    }

    @Test
    @RequiresProgram({"ss-local", "ss-server"})
    void shadowsocks() {
        try (RealServer server = ShadowsocksLocal.start()) {
            verify("ss-local", server.port());
        }
    }

    @Test
    @RequiresProgram("tor")
    void tor() {
        try (Tor tor = Tor.start()) {
            verify("tor", tor.port());
        }
    }
}
