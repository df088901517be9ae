package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.client.testing.TlsPolicies;
import io.tsocks.engine.TlsSettings;
import io.tsocks.protocol.CertificateCheck;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.TlsFailure;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.TlsFront;
import io.tsocks.testing.TlsFront.Behaviour;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which servers inside TLS are not talked to, and what is said of them.
class TlsRefusalTest extends TlsServers {

    @Test
    void aStrangersCertificateIsRefused() {
        Identity stranger = Authority.create("Stranger").issue("127.0.0.1");
        TlsFront front = front(stranger, Behaviour.PLAIN);
        String pin = "tls_pin = " + CertificateCheck.pin(stranger.certificate());

        assertFails(trusting(front), TlsFailure.Untrusted.class, ca.toString(), "Stranger", pin);
        assertThat(front.opened()).isZero();
    }

    @Test
    void withoutATrustedAuthorityTheSystemsCount() {
        assertFails(
                client(conf(front(Behaviour.PLAIN).port()), TlsSettings.STANDARD),
                TlsFailure.Untrusted.class,
                "tls_ca");
    }

    @Test
    void anotherServersCertificateIsRefused() {
        TlsFront front = front(AUTHORITY.issue("10.9.9.9", "other.test"), Behaviour.PLAIN);

        assertFails(
                trusting(front),
                TlsFailure.WrongName.class,
                "not for 127.0.0.1, but for other.test, 10.9.9.9");
    }

    @Test
    void anExpiredCertificateIsRefused() {
        Identity expired = AUTHORITY.issue("EC", Authority.Validity.past(), "127.0.0.1");

        assertFails(trusting(front(expired, Behaviour.PLAIN)), TlsFailure.Expired.class, "expired");
    }

    @Test
    void aPinIsEnough() throws Exception {
        Identity own = Authority.selfSigned("nobody.test");
        String pin = CertificateCheck.pin(own.certificate());
        TlsFront front = front(own, Behaviour.PLAIN);

        try (Socket socket = client(conf(front.port()), pinned(pin)).connect("a.test", 80, SOON)) {
            TsocksTest.assertEchoes(socket);
        }
    }

    @Test
    void anotherKeyThanThePinnedOneIsRefused() {
        TlsFront front = front(Behaviour.PLAIN);

        assertFails(
                client(conf(front.port()), pinned(OTHER_PIN)),
                TlsFailure.WrongPin.class,
                "tls_pin = " + CertificateCheck.pin(IDENTITY.certificate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "RSASSA-PSS", "Ed25519"})
    void aServerMayWantACertificateFromItsClient(String algorithm) throws Exception {
        Identity identity = AUTHORITY.issue(algorithm, Authority.Validity.now());
        Path own = Files.writeString(folder.resolve("client.pem"), identity.pem());
        TlsFront front = front(IDENTITY, Behaviour.DEMANDING, AUTHORITY);

        try (Socket socket = client(conf(front.port()), showing(own)).connect("a.test", 80, SOON)) {
            TsocksTest.assertEchoes(socket);
        }
    }

    /// In TLS 1.3 the client's handshake is over before the server has seen the certificate.
    @Test
    void aServerThatMissesTheCertificateIsUnderstood() {
        TlsFront front = front(IDENTITY, Behaviour.DEMANDING, AUTHORITY);

        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> trusting(front).connect("a.test", 80, SOON))
                .withMessageContaining("tls_client")
                .satisfies(
                        e ->
                                assertThat(e.failure().orElseThrow())
                                        .isInstanceOf(TlsFailure.Alert.class));
    }

    @Test
    void aServerThatRefusesAnExpiredCertificateIsUnderstood() throws Exception {
        Identity identity = AUTHORITY.issue("EC", Authority.Validity.past());
        Path own = Files.writeString(folder.resolve("client.pem"), identity.pem());
        TlsFront front = front(IDENTITY, Behaviour.DEMANDING, AUTHORITY);

        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(
                        () -> client(conf(front.port()), showing(own)).connect("a.test", 80, SOON))
                .withMessageContaining("tls_client");
    }

    @Test
    void aKeyOfAnotherCertificateIsNotShown() throws Exception {
        String certificate = Identity.pem(AUTHORITY.issue().chain());
        String other = AUTHORITY.issue().pem();
        String key = other.substring(other.indexOf("-----BEGIN PRIVATE KEY"));
        Path mixed = Files.writeString(folder.resolve("mixed.pem"), certificate + key);

        assertFails(
                client(conf(front(Behaviour.PLAIN).port()), showing(mixed)),
                TlsFailure.Settings.class,
                mixed + ": its private key does not belong to the first certificate");
    }

    @Test
    void aPipeOrADeviceIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe.pem");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        TlsFront front = front(Behaviour.PLAIN);

        for (Path file : List.of(pipe, Path.of("/dev/zero"), folder)) {
            assertFails(
                    client(conf(front.port()), showing(file)),
                    TlsFailure.Settings.class,
                    file + ": it is no regular file");
            assertFails(
                    client(conf(front.port()), TlsPolicies.trust(file)),
                    TlsFailure.Settings.class,
                    file + ": it is no regular file");
        }
        assertThat(front.opened()).isZero();
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws Exception {
        TlsFront front = front(Behaviour.PLAIN);
        Path missing = folder.resolve("missing.pem");
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path locked =
                Files.writeString(
                        folder.resolve("locked.pem"),
                        AUTHORITY.issue().pem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));

        assertFails(
                client(conf(front.port()), TlsPolicies.trust(missing)),
                TlsFailure.Settings.class,
                missing + ": there is no such file");
        assertFails(
                client(conf(front.port()), TlsPolicies.trust(empty)),
                TlsFailure.Settings.class,
                empty + ": there is no certificate in it");
        assertFails(
                client(conf(front.port()), showing(locked)),
                TlsFailure.Settings.class,
                locked + ": its private key is encrypted");
        assertThat(front.opened()).isZero();
    }

    @Test
    void aServerThatHangsUpIsNamed() {
        assertFails(
                trusting(front(Behaviour.HANGING_UP)), TlsFailure.Closed.class, "TLS handshake");
    }

    @Test
    void aSilentServerHasADeadline() {
        TlsFront front = front(Behaviour.SILENT);

        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> trusting(front).connect("a.test", 80, Duration.ofMillis(200)))
                .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.TLS))
                .withMessageContaining("no answer within");
    }

    @Test
    void aServerWithoutTlsIsRecognised() throws Exception {
        TargetServer clear = TargetServer.banner("\5\0 not TLS");
        started.add(clear);

        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(() -> client(conf(clear.port()), trust()).connect("a.test", 80, SOON))
                .withMessageContaining("SOCKS 5 in clear");
    }

    @Test
    void aServerWithTlsIsRecognisedByAClientWithoutIt() {
        TlsFront front = front(Behaviour.PLAIN);
        String conf = conf(front.port()).replace("socks5+tls", "socks5");

        assertThatExceptionOfType(SocksException.class)
                .isThrownBy(
                        () -> client(conf, trust()).connect("a.test", 80, Duration.ofMillis(200)))
                .withMessageContaining("wants TLS (socks5+tls)");
    }

    @Test
    void anAlertInsteadOfAnAnswerIsRecognised() throws Exception {
        try (TargetServer alert = TargetServer.banner("\25\3\3\0\2\2\12")) {
            String conf = conf(alert.port()).replace("socks5+tls", "socks5");

            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> client(conf, trust()).connect("a.test", 80, SOON))
                    .withMessageContaining("an alert of TLS");
        }
    }
}
