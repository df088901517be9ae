package io.tsocks.lint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.lint.model.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsRulesTest {

    @TempDir Path directory;

    @Test
    void aFileIsLookedForBesideThePolicy() throws Exception {
        assertThat(ids("tls_ca = ca.pem")).contains("TS329");
        Files.writeString(directory.resolve("ca.pem"), "certificate");
        assertThat(ids("tls_ca = ca.pem")).doesNotContain("TS329");
    }

    @Test
    void anEmptyFileAndADirectoryAreReported() throws Exception {
        Files.createFile(directory.resolve("empty.pem"));
        assertThat(message("tls_client = empty.pem", "TS329")).endsWith("empty.pem is empty");
        assertThat(message("tls_client = .", "TS329")).endsWith(" is a directory");
    }

    @Test
    void aTildeIsNotExpanded() {
        assertThat(finding("tls_ca = ~/ca.pem", "TS329").problem().help())
                .isEqualTo("write the whole path: `~` and variables are not expanded");
    }

    @Test
    void onlySecretsMustBeHidden() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "secret");
        mode(file, "rw-r--r--");
        assertThat(ids("tls_ca = file")).doesNotContain("TS330");
        assertThat(message("tls_client = file", "TS330"))
                .isEqualTo("other users can read " + file + ", and there is a secret in it");
        assertThat(message("default_user = joe\npassword_file = file", "TS330")).isNotEmpty();
        mode(file, "rw-r-----");
        assertThat(ids("tls_client = file")).doesNotContain("TS330");
    }

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1:80, true",
        "https://127.0.0.1:3128, true",
        "http://127.0.0.1:443, true",
        "https://127.0.0.1, false",
        "http://127.0.0.1, false",
        "socks5+tls://127.0.0.1:443, false",
        "unix:/run/proxy.sock, false",
    })
    void thePortOfAnotherSchemeIsReported(String server, boolean reported) {
        assertThat(Linter.lint("t.conf", "server = " + server + "\n").findings())
                .extracting(TlsRulesTest::id)
                .satisfies(ids -> assertThat(ids.contains("TS331")).isEqualTo(reported));
    }

    @ParameterizedTest
    @CsvSource({
        "http://joe@10.0.0.1, true",
        "socks5://joe@10.0.0.1, true",
        "https://joe@10.0.0.1, false",
        "socks5+tls://joe@10.0.0.1, false",
        "unix:/run/proxy.sock, false",
    })
    void tlsAndSocketsHideAPassword(String server, boolean reported) {
        assertThat(
                        Linter.lint(
                                        "t.conf",
                                        "local = 10.0.0.1/32\nserver = "
                                                + server
                                                + "\npassword_file = /nonexistent/secret\n")
                                .findings())
                .extracting(TlsRulesTest::id)
                .satisfies(ids -> assertThat(ids.contains("TS402")).isEqualTo(reported));
    }

    private static void mode(Path file, String mode) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String id(Finding finding) {
        return finding.problem().kind().id();
    }

    private List<String> ids(String lines) {
        return findings(lines).stream().map(TlsRulesTest::id).toList();
    }

    private String message(String lines, String id) {
        return finding(lines, id).problem().message();
    }

    private Finding finding(String lines, String id) {
        return findings(lines).stream()
                .filter(finding -> id(finding).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<Finding> findings(String lines) {
        String name = directory.resolve("tsocks.conf").toString();
        return Linter.lint(name, "server = https://127.0.0.1:8443\n" + lines + "\n").findings();
    }
}
