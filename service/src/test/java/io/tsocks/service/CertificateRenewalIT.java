package io.tsocks.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.tls.TlsContexts;
import io.tsocks.service.api.Tokens;
import io.tsocks.testing.Command;
import io.tsocks.testing.Place;
import io.tsocks.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The certificate of the service is renewed while it runs: OpenSSL makes it, and curl sees it.
@RequiresProgram({"curl", "openssl", "sh"})
@Timeout(180)
class CertificateRenewalIT {

    private static final String POLICY = "local = 10.1.0.0/255.255.0.0\nserver = 10.1.0.1\n";
    private static final String NAME = "tsocksd.test";

    private final String token = Tokens.random();
    private final int port = Place.free().port();
    @TempDir private Path folder;
    private RunningService service;

    @BeforeEach
    void start() throws Exception {
        for (String authority : List.of("servers", "clients", "others")) {
            authority(authority);
        }
        issue("servers", "first", NAME);
        issue("servers", "second", NAME);
        issue("clients", "ann", "ann");
        issue("others", "eve", "eve");
        replace("chain.pem", "first.pem");
        replace("key.pem", "first.key");
        replace("authorities.pem", "clients.pem");
        secret("tokens", "admin ann " + token + "\n");
        Files.writeString(folder.resolve("roles"), "read CN=ann\nread CN=eve\n");
        service =
                RunningService.following(
                        folder,
                        POLICY,
                        """
                        [api]
                        tokens = %1$s/tokens
                        [api-network]
                        listen = 127.0.0.1:%2$d
                        hosts = %3$s
                        certificate = %1$s/chain.pem
                        key = %1$s/key.pem
                        client-authorities = %1$s/authorities.pem
                        client-roles = %1$s/roles
                        """
                                .formatted(folder, port, NAME));
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    @Test
    void newConnectionsSeeTheNewCertificateAndOpenOnesGoOn() throws Exception {
        assertThat(shown()).isEqualTo(serial("first.pem"));
        try (RawHttp open =
                new RawHttp(
                        TlsContexts.of(Optional.of(folder.resolve("servers.pem")), Optional.empty())
                                .getSocketFactory()
                                .createSocket("127.0.0.1", port))) {
            open.head("GET /healthz HTTP/1.1", "Host: " + NAME);
            assertThat(open.line()).isEqualTo("HTTP/1.1 200 OK");
            replace("chain.pem", "second.pem");
            replace("key.pem", "second.key");
            awaitLog("certificate-renewed");
            assertThat(shown()).isEqualTo(serial("second.pem"));
            open.head("GET /healthz HTTP/1.1", "Host: " + NAME, "Connection: close");
            assertThat(open.rest()).contains("HTTP/1.1 200 OK");
        }
    }

    /// Some tools write the certificate long before its key.
    @Test
    void aCertificateWithoutItsKeyIsToldOnceAndTheOldOneStays() throws Exception {
        replace("chain.pem", "second.pem");
        awaitLog("certificate-failed");
        assertThat(service.log())
                .contains("key.pem: its private key does not belong to the first certificate")
                .contains("\"kept\":\"the old one\"");
        assertThat(shown()).isEqualTo(serial("first.pem"));
        replace("key.pem", "second.key");
        awaitLog("certificate-renewed");
        assertThat(shown()).isEqualTo(serial("second.pem"));
        assertThat(told("certificate-failed")).isEqualTo(1);
    }

    @Test
    void filesThatCannotBeUsedChangeNothing() throws Exception {
        Files.writeString(folder.resolve("chain.pem"), "no certificate\n");
        reload();
        assertThat(service.log()).contains("chain.pem: there is no certificate in it");
        Files.delete(folder.resolve("chain.pem"));
        reload();
        assertThat(service.log()).contains("chain.pem: there is no such file");
        replace("chain.pem", "first.pem");
        Files.setPosixFilePermissions(
                folder.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        reload();
        assertThat(service.log()).contains("key.pem: every user can read the private key");
        assertThat(shown()).isEqualTo(serial("first.pem"));
    }

    @Test
    void connectionsThatHaveEndedHoldNoDescriptor() throws Exception {
        assertThat(curl("ann").output()).isEqualTo("200");
        long before = descriptors();
        for (int i = 0; i < 40; i++) {
            assertThat(curl("ann").output()).isEqualTo("200");
        }
        while (descriptors() > before + 20) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    /// To read a pipe would wait for its writer for ever, and a huge file fits into no memory.
    @Test
    void whatIsNoFileOfThatKindIsToldAndTheNextRenewalCounts() throws Exception {
        shell("mkfifo pipe && mv pipe chain.pem");
        awaitTold("chain.pem: it is no regular file");
        shell("rm chain.pem && truncate -s 3G chain.pem");
        awaitTold("chain.pem: it has 3221225472 bytes");
        replace("key.pem", "second.key");
        replace("chain.pem", "second.pem");
        awaitLog("certificate-renewed");
        assertThat(shown()).isEqualTo(serial("second.pem"));
    }

    /// certbot and mounted folders of Kubernetes replace links, not files.
    @Test
    void aLinkThatLeadsElsewhereIsAChange() throws Exception {
        link("chain.pem", "second.pem");
        link("key.pem", "second.key");
        awaitLog("certificate-renewed");
        assertThat(shown()).isEqualTo(serial("second.pem"));
    }

    @Test
    void aReloadTakesTheFilesAtOnce() throws Exception {
        reload();
        assertThat(service.log()).doesNotContain("certificate-");
        replace("chain.pem", "second.pem");
        replace("key.pem", "second.key");
        reload();
        assertThat(shown()).isEqualTo(serial("second.pem"));
    }

    /// A session that was begun with a certificate of the old authority is not taken up again.
    @Test
    void clientsOfAnAuthorityThatIsGoneAreRefused() throws Exception {
        assertThat(curl("ann").output()).isEqualTo("200");
        assertThat(resumed("-sess_out")).contains("HTTP/1.1 200");
        assertThat(resumed("-sess_in")).contains("Reused, TLSv1.3").contains("HTTP/1.1 200");
        assertThat(curl("eve").status()).isNotZero();
        replace("authorities.pem", "others.pem");
        awaitLog("certificate-renewed");
        assertThat(curl("ann").status()).isNotZero();
        assertThat(curl("eve").output()).isEqualTo("200");
        assertThat(resumed("-sess_in"))
                .doesNotContain("Reused, TLSv1.3")
                .doesNotContain("HTTP/1.1 200");
    }

    /// What openssl writes that asks for the status with ann's certificate.
    private String resumed(String option) {
        Command.Result result =
                Command.of(
                                "sh",
                                "-c",
                                "cd '"
                                        + folder
                                        + "' && openssl s_client -connect 127.0.0.1:"
                                        + port
                                        + " -CAfile servers.pem -cert ann.pem -key ann.key"
                                        + " -ign_eof "
                                        + option
                                        + " session 2>&1")
                        .reading(
                                "GET /v1/status HTTP/1.1\r\nHost: "
                                        + NAME
                                        + "\r\nConnection: close\r\n\r\n")
                        .result();
        return result.output();
    }

    /// The status of an answer to a client with this certificate.
    private Command.Result curl(String client) {
        return Command.of(
                        "curl",
                        "--silent",
                        "--output",
                        "/dev/null",
                        "--write-out",
                        "%{http_code}",
                        "--cacert",
                        path("servers.pem"),
                        "--cert",
                        path(client + ".pem"),
                        "--key",
                        path(client + ".key"),
                        "--resolve",
                        NAME + ":" + port + ":127.0.0.1",
                        "https://" + NAME + ":" + port + "/v1/status")
                .result();
    }

    /// The serial number of the certificate that a new connection is shown.
    private String shown() {
        return shell(
                "openssl s_client -connect 127.0.0.1:"
                        + port
                        + " -CAfile servers.pem -verify_return_error </dev/null 2>log |"
                        + " openssl x509 -noout -serial");
    }

    private String serial(String file) {
        return shell("openssl x509 -noout -serial -in " + file);
    }

    private void authority(String name) {
        shell(
                """
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \\
                    -keyout %1$s.key -out %1$s.pem -days 2 -subj /CN=%1$s 2>log
                """
                        .formatted(name));
    }

    /// Makes a certificate NAME.pem and its key NAME.key.
    private void issue(String authority, String name, String host) {
        shell(
                """
                openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=%3$s \\
                    -keyout %2$s.key -out %2$s.csr 2>log &&
                echo subjectAltName=DNS:%3$s >names &&
                openssl x509 -req -in %2$s.csr -CA %1$s.pem -CAkey %1$s.key -CAcreateserial \\
                    -days 1 -extfile names -out %2$s.pem 2>log
                """
                        .formatted(authority, name, host));
    }

    private String shell(String script) {
        return Command.of("sh", "-c", "cd '" + folder + "' && umask 077 && " + script).run();
    }

    /// Puts a copy of a file in the place of another, as a whole.
    private void replace(String file, String by) throws IOException {
        Path copy = Files.copy(folder.resolve(by), folder.resolve("copy"));
        Files.move(copy, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private void link(String file, String to) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve(to));
        Files.move(link, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private void secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void reload() throws Exception {
        assertThat(service.post("/v1/reload", "").statusCode()).isEqualTo(204);
    }

    private void awaitTold(String text) {
        while (!service.log().contains(text)) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private void awaitLog(String event) {
        while (told(event) == 0) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    private long told(String event) {
        return service.log().lines().filter(line -> line.contains(event)).count();
    }
}
