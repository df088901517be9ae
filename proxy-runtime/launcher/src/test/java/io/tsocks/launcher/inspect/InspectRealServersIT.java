package io.tsocks.launcher.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Approved;
import io.tsocks.testing.Danted;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.ShadowsocksLocal;
import io.tsocks.testing.SshDynamic;
import io.tsocks.testing.SystemUser;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.Tinyproxy;
import io.tsocks.testing.Tor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What tsocks-inspect says of servers that others wrote.
class InspectRealServersIT {

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
