package io.tsocks.launcher.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.protocol.CertificateCheck;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.TlsFront;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tsocks-inspect says of servers inside TLS.
class InspectTlsTest {

    private final Authority authority = Authority.create("Corp CA");
    private final SocksTestServer server = SocksTestServer.start();

    @TempDir private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private InspectRun inspect(String scheme, TlsFront front, String... options)
            throws IOException {
        Path ca =
                Files.writeString(
                        folder.resolve("ca.pem"), Identity.pem(List.of(authority.certificate())));
        String[] arguments = Arrays.copyOf(options, options.length + 1);
        arguments[options.length] = scheme + "://127.0.0.1:" + front.port();
        return InspectRun.with(Map.of("SSL_CERT_FILE", ca.toString()), arguments);
    }

    @Test
    void aTrustedServerIsAskedInsideTls() throws Exception {
        Identity identity = authority.issue("127.0.0.1", "proxy.test");
        try (TlsFront front = TlsFront.start(identity, server.address())) {
            InspectRun run = inspect("socks5+tls", front);

            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(run.out().replaceAll(" +", " "))
                    .contains(
                            "TLS TLSv1.3, TLS_",
                            "trusted yes by " + folder.resolve("ca.pem"),
                            "certificate CN=127.0.0.1",
                            "for proxy.test, 127.0.0.1",
                            "issued by CN=Corp CA",
                            "pin of its key " + CertificateCheck.pin(identity.certificate()),
                            "SOCKS 5 yes",
                            "UDP ASSOCIATE yes",
                            "TCP and TLS",
                            "server = socks5+tls://127.0.0.1:" + front.port());
        }
    }

    @Test
    void ofAServerThatIsNotTrustedTheCertificateIsShownAndNothingElseAsked() throws Exception {
        Identity identity = Authority.create("Stranger").issue("127.0.0.1");
        try (TlsFront front = TlsFront.start(identity, server.address())) {
            InspectRun run = inspect("socks5+tls", front);

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err()).contains("no authority in", "CN=Stranger");
            assertThat(run.out())
                    .contains("CN=127.0.0.1", CertificateCheck.pin(identity.certificate()))
                    .doesNotContain("SOCKS 5", "In tsocks.conf");
            assertThat(front.opened()).isZero();
        }
    }

    @Test
    void theJsonReportHasTheCertificates() throws Exception {
        Identity identity = authority.issue("127.0.0.1");
        try (TlsFront front = TlsFront.start(identity, server.address())) {
            assertThat(inspect("socks5+tls", front, "--json").out())
                    .contains(
                            "\"tls\":{\"trusted\":true,\"version\":\"TLSv1.3\"",
                            "\"pin\":\"" + CertificateCheck.pin(identity.certificate()),
                            "\"chain\":[{\"subject\":\"CN=127.0.0.1\",\"issuer\":\"CN=Corp CA\"",
                            "\"names\":\"127.0.0.1\"",
                            "\"socks\":true");
        }
    }

    @Test
    void aServerWithoutTlsIsNamed() throws Exception {
        InspectRun run = InspectRun.with(Map.of(), "socks5+tls://127.0.0.1:" + server.port());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("TLS");
    }

    /// Each byte comes in time, and the record would have 16383 of them.
    @Test
    void aHandshakeThatDoesNotEndIsLeftInTime() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> drip(slow));
            InspectRun run =
                    InspectRun.with(
                            Map.of(),
                            "--timeout",
                            "1",
                            "socks5+tls://127.0.0.1:" + slow.getLocalPort());

            assertThat(run.err()).contains("timed out");
            assertThat(run.status()).isEqualTo(2);
        }
    }

    private static void drip(ServerSocket listening) {
        byte[] record = Arrays.copyOf(new byte[] {22, 3, 3, 0x3f, (byte) 0xff}, 60);
        try (Socket client = listening.accept()) {
            for (byte one : record) {
                client.getOutputStream().write(one);
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // The client has left.
        }
    }
}
