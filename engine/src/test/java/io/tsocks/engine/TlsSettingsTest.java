package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.net.KeyPin;
import io.tsocks.net.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a block says of TLS, and of passwords in files.
class TlsSettingsTest {

    private static final String ONE = "sha256/47VQjg4nayhfU5+/dayxI8j57jn7LJtk61TIDswU84M=";
    private static final String TWO = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @Test
    void theSettingsAreThoseOfTheBlock() {
        Policy policy =
                clean(
                        """
                        path {
                            reaches = 10.0.0.0/8
                            server = socks5+tls://127.0.0.1:1
                            server = socks5://127.0.0.1:2
                            tls_ca = /etc/company.pem
                            tls_pin = %s
                            tls_pin = %s
                            tls_client = /etc/me.pem
                        }
                        server = https://127.0.0.1:3
                        """
                                .formatted(TWO, ONE));
        assertThat(policy.servers().map(ProxyServer::tls))
                .containsExactly(
                        new TlsSettings(
                                Optional.of("/etc/company.pem"),
                                List.of(pin(ONE), pin(TWO)),
                                Optional.of("/etc/me.pem")),
                        TlsSettings.STANDARD,
                        TlsSettings.STANDARD);
    }

    @Test
    void aRelativePathStartsAtTheFileOfThePolicy() {
        String conf =
                """
                server = https://joe@127.0.0.1:3
                tls_ca = company.pem
                tls_client = keys/me.pem
                password_file = ../secret
                """;
        ProxyServer server = only(compile("/etc/tsocks/office.conf", conf).policy());
        assertThat(server.tls().ca()).contains("/etc/tsocks/company.pem");
        assertThat(server.tls().client()).contains("/etc/tsocks/keys/me.pem");
        assertThat(server.password()).isEqualTo(new PasswordSource.InFile("/etc/tsocks/../secret"));
        assertThat(only(compile("tsocks.conf", conf).policy()).tls().ca()).contains("company.pem");
    }

    @Test
    void anotherPinIsAnotherServer() {
        String conf = "server = https://127.0.0.1:3\ntls_pin = ";
        assertThat(only(clean(conf + ONE + "\n"))).isNotEqualTo(only(clean(conf + TWO + "\n")));
    }

    @Test
    void settingsOfServersWithoutTlsAreReported() {
        assertThat(
                        ids(
                                """
                                server = http://127.0.0.1:3128
                                tls_ca = /etc/company.pem
                                tls_pin = %s
                                tls_client = /etc/me.pem
                                """
                                        .formatted(ONE)))
                .containsExactly("TS218", "TS218", "TS218");
        assertThat(ids("server = 127.0.0.1\ntls_pin = " + ONE + "\n")).containsExactly("TS218");
        assertThat(ids("server = unix:/run/s\ntls_pin = " + ONE + "\n")).containsExactly("TS218");
    }

    @Test
    void settingsWithoutAServerAreReported() {
        assertThat(ids("tls_pin = " + ONE + "\ntls_ca = /etc/ca.pem\npassword_file = /etc/s\n"))
                .containsExactly("TS205", "TS205", "TS205");
    }

    @Test
    void aPinTwiceIsReported() {
        assertThat(
                        ids(
                                "server = https://127.0.0.1\ntls_pin = %s\ntls_pin = %s\n"
                                        .formatted(ONE, ONE.replace("sha256/", "sha256//"))))
                .containsExactly("TS220");
    }

    @Test
    void aSettingTwiceIsReported() {
        assertThat(ids("server = https://127.0.0.1\ntls_ca = /etc/a\ntls_ca = /etc/b\n"))
                .containsExactly("TS201");
    }

    @Test
    void twoPasswordsAreReported() {
        assertThat(
                        ids(
                                """
                                server = https://joe@127.0.0.1
                                default_pass = tulip
                                password_file = /etc/s
                                """))
                .containsExactly("TS219");
    }

    @Test
    void aPasswordFileNeedsAUserAndAServerThatLogsIn() {
        assertThat(ids("server = https://127.0.0.1\npassword_file = /etc/s\n"))
                .containsExactly("TS208");
        assertThat(ids("server = socks4://127.0.0.1\npassword_file = /etc/s\n")).contains("TS207");
    }

    @Test
    void theFilesOfAPolicyAreReadOnDemand() {
        Policy policy =
                clean(
                        """
                        path {
                            reaches = 10.0.0.0/8
                            server = socks5://joe@127.0.0.1:1
                            password_file = /etc/one
                        }
                        server = https://joe@127.0.0.1:3
                        password_file = /etc/two
                        """);
        assertThat(
                        Passwords.fill(policy, path -> Secret.of("of " + path))
                                .servers()
                                .map(ProxyServer::password))
                .containsExactly(
                        new PasswordSource.Given(Secret.of("of /etc/one")),
                        new PasswordSource.Given(Secret.of("of /etc/two")));
    }

    @Test
    void aGroupWithAPasswordFileKeepsItsWeightsAndChecks() {
        Policy policy =
                clean(
                        """
                        server = https://joe@127.0.0.1:1 weight 3
                        server = https://joe@127.0.0.1:2
                        select = round-robin
                        check = 5s
                        password_file = /etc/one
                        """);
        Upstream group = policy.upstreams().findFirst().orElseThrow();
        Upstream filled =
                Passwords.fill(policy, ignored -> Secret.of("tulip"))
                        .upstreams()
                        .findFirst()
                        .orElseThrow();
        assertThat(filled.weights()).isEqualTo(group.weights()).containsExactly(3, 1);
        assertThat(filled.isChecked()).isTrue();
        assertThat(filled.checks()).isEqualTo(group.checks());
        assertThat(filled.selection()).isEqualTo(group.selection());
    }

    private static KeyPin pin(String text) {
        return KeyPin.parse(text).orElseThrow();
    }

    private static ProxyServer only(Policy policy) {
        return policy.servers().findFirst().orElseThrow();
    }

    private static Policy clean(String conf) {
        assertThat(ids(conf)).isEmpty();
        return compile("/etc/tsocks.conf", conf).policy();
    }

    private static List<String> ids(String conf) {
        return compile("/etc/tsocks.conf", conf).problems().stream()
                .map(Problem::kind)
                .map(Problem.Kind::id)
                .toList();
    }

    private static PolicyCompiler.Compilation compile(String name, String conf) {
        var file = ConfParser.parseText(name, conf);
        assertThat(file.problems()).isEmpty();
        return PolicyCompiler.compile(file);
    }
}
