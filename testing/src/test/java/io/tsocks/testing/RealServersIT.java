package io.tsocks.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each server carries curl to a target, and is gone afterwards.
class RealServersIT {

    private final TargetServer http = TargetServer.http("it works");

    @AfterEach
    void closeTarget() {
        http.close();
    }

    private Command.Result curl(String proxy, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--noproxy",
                                "",
                                "--max-time",
                                "30",
                                "--proxy",
                                proxy));
        words.addAll(List.of(more));
        words.add("http://127.0.0.1:" + http.port() + "/");
        return Command.of(words.toArray(String[]::new)).result();
    }

    private void assertCarries(RealServer server, String scheme) {
        Command.Result result = curl(scheme + "://" + server.host() + ":" + server.port());
        assertThat(result.output()).as(result.errors() + server.log()).isEqualTo("it works");
    }

    private static void assertGone(RealServer server) {
        server.close();
        assertThat(server.handle().isAlive()).isFalse();
        assertThatThrownBy(() -> new Socket(InetAddress.ofLiteral(server.host()), server.port()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    @RequiresProgram({"danted", "curl"})
    void dantedCarries() {
        try (RealServer server = Danted.start()) {
            assertCarries(server, "socks5");
            assertCarries(server, "socks4");
            server.awaitLog("127.0.0.1." + http.port());
            assertGone(server);
        }
    }

    @Test
    @RequiresRoot
    @RequiresProgram({"danted", "curl", "useradd", "chpasswd"})
    void dantedAsksForTheLoginOfASystemUser() {
        try (SystemUser user = SystemUser.create("pass-word");
                RealServer server = Danted.startWithLogin()) {
            String at = "@127.0.0.1:" + server.port();
            assertThat(curl("socks5://" + user.name() + ":pass-word" + at).output())
                    .isEqualTo("it works");
            assertThat(curl("socks5://" + user.name() + ":wrong" + at).errors())
                    .contains("User was rejected");
            assertThat(curl("socks5://127.0.0.1:" + server.port()).status()).isNotZero();
        }
    }

    @Test
    @RequiresProgram({"microsocks", "curl"})
    void microsocksCarries() {
        try (RealServer server = Microsocks.start()) {
            assertCarries(server, "socks5");
            assertGone(server);
        }
    }

    @Test
    @RequiresProgram({"microsocks", "curl"})
    void microsocksAsksForALogin() {
        try (RealServer server = Microsocks.startWithLogin("alice", "secret")) {
            String at = "@127.0.0.1:" + server.port();
            assertThat(curl("socks5://alice:secret" + at).output()).isEqualTo("it works");
            assertThat(curl("socks5://alice:wrong" + at).status()).isNotZero();
        }
    }

    @Test
    @RequiresProgram({"ssh", "sshd", "ssh-keygen", "curl"})
    void sshCarries() {
        try (RealServer server = SshDynamic.start()) {
            assertCarries(server, "socks4");
            assertCarries(server, "socks4a");
            assertCarries(server, "socks5h");
            assertGone(server);
        }
    }

    @Test
    @RequiresProgram({"ss-local", "ss-server", "curl"})
    void shadowsocksCarries() {
        try (RealServer server = ShadowsocksLocal.start()) {
            assertCarries(server, "socks5");
            assertGone(server);
        }
    }

    @Test
    @RequiresProgram({"tor", "curl"})
    void torAnswersOfflineAndCannotGetThrough() {
        try (Tor tor = Tor.start()) {
            Command.Result plain = curl("socks5://127.0.0.1:" + tor.port());
            assertThat(plain.errors()).contains("SOCKS5").contains("(1)");
            Command.Result onion =
                    Command.of(
                                    "curl",
                                    "--silent",
                                    "--show-error",
                                    "--proxy",
                                    "socks5h://127.0.0.1:" + tor.extendedErrorsPort(),
                                    "http://" + "a".repeat(56) + ".onion/")
                            .result();
            assertThat(onion.errors()).contains("(246)");
        }
    }

    @Test
    @RequiresProgram({"krb5kdc", "kadmin.local", "kdb5_util", "kinit", "klist"})
    void theKdcGivesTicketsAndKeytabs() {
        try (Kdc kdc = Kdc.start()) {
            kdc.addUser("alice", "secret");
            assertThat(kdc.addService("rcmd/localhost")).exists();
            kdc.login("alice", "secret");
            assertThat(kdc.command("klist").run()).contains("krbtgt/TEST.INVALID@TEST.INVALID");
            assertThat(kdc.keytab("alice")).exists();
            kdc.command("kinit", "-kt", kdc.keytab("alice").toString(), "alice").run();
        }
    }
}
