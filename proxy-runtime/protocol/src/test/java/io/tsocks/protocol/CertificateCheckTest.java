package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Seeds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateCheckTest {

    private static final String OTHER_PIN = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final Authority authority = Authority.create("Test");

    private TlsState afterHandshake(CertificateCheck check, Identity server) {
        TlsSession client = new TlsSession(TlsEngines.client(check));
        TlsSession other = new TlsSession(TlsEngines.server(server));
        new TlsPair(client, other, Seeds.random(1)).run();
        if (client.state() instanceof TlsState.Failed) {
            assertThat(other.state()).isInstanceOf(TlsState.Failed.class);
        }
        return client.state();
    }

    private CertificateCheck trusting(String host, String... pins) {
        return new CertificateCheck(host, Optional.of(TlsEngines.trust(authority)), Set.of(pins));
    }

    private static CertificateCheck pinned(String... pins) {
        return new CertificateCheck("proxy.test", Optional.empty(), Set.of(pins));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void aKeyOfAnyKindIsAccepted(String algorithm) {
        Identity server = authority.issue(algorithm, Authority.Validity.now(), "proxy.test");

        assertThat(afterHandshake(trusting("proxy.test"), server)).isEqualTo(new TlsState.Open());
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.test, proxy.test",
        "PROXY.test, proxy.test.",
        "*.corp.test, proxy.corp.test",
        "10.1.2.3, 10.1.2.3",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1"
    })
    void theCertificateIsForTheHost(String name, String host) {
        assertThat(afterHandshake(trusting(host), authority.issue("other.test", name)))
                .isEqualTo(new TlsState.Open());
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.test, other.test",
        "*.corp.test, corp.test",
        "*.corp.test, a.b.corp.test",
        "*.test, proxy.test",
        "10.1.2.3, 10.1.2.4",
        "10.1.2.3, proxy.test"
    })
    void theCertificateIsForAnotherHost(String name, String host) {
        assertThat(afterHandshake(trusting(host), authority.issue(name)))
                .isEqualTo(new TlsState.Failed(new TlsFailure.WrongName(host, List.of(name))));
    }

    @Test
    void theCommonNameDoesNotCount() {
        Identity server = authority.issue("proxy.test");
        assertThat(CertificateNames.of(authority.certificate()).cover("Test")).isFalse();
        assertThat(CertificateNames.of(server.certificate()).all()).containsExactly("proxy.test");
    }

    @Test
    void aStrangersCertificateIsNotTrusted() {
        Identity server = Authority.create("Stranger").issue("proxy.test");

        assertThat(afterHandshake(trusting("proxy.test"), server))
                .isEqualTo(
                        new TlsState.Failed(
                                new TlsFailure.Untrusted(
                                        "no authority in ca.pem vouches for its issuer"
                                                + " CN=Stranger",
                                        CertificateCheck.pin(server.certificate()))));
    }

    @Test
    void aSelfSignedCertificateIsNotTrusted() {
        Identity server = Authority.selfSigned("proxy.test");

        assertThat(afterHandshake(trusting("proxy.test"), server))
                .isEqualTo(
                        new TlsState.Failed(
                                new TlsFailure.Untrusted(
                                        "it is self-signed and not in ca.pem",
                                        CertificateCheck.pin(server.certificate()))));
    }

    @Test
    void anExpiredCertificateSaysSinceWhen() {
        Identity server = authority.issue("EC", Authority.Validity.past(), "proxy.test");

        assertThat(afterHandshake(trusting("proxy.test"), server))
                .isEqualTo(
                        new TlsState.Failed(
                                new TlsFailure.Expired(
                                        "or one above it has expired: valid until "
                                                + server.certificate().getNotAfter().toInstant(),
                                        CertificateCheck.pin(server.certificate()))));
    }

    @Test
    void aPinAloneReplacesTheChainTheNameAndTheDate() {
        Identity server = authority.issue("EC", Authority.Validity.past(), "other.test");
        String pin = CertificateCheck.pin(server.certificate());

        assertThat(afterHandshake(pinned(OTHER_PIN, pin), server)).isEqualTo(new TlsState.Open());
    }

    @Test
    void anotherKeyIsRefusedAndItsPinTold() {
        Identity server = authority.issue("proxy.test");
        String pin = CertificateCheck.pin(server.certificate());

        assertThat(afterHandshake(pinned(OTHER_PIN), server))
                .isEqualTo(new TlsState.Failed(new TlsFailure.WrongPin(pin)));
        assertThat(new TlsFailure.WrongPin(pin).message()).contains(pin);
    }

    @Test
    void withAnAuthorityAndAPinBothMustHold() {
        Identity right = authority.issue("proxy.test");
        Identity stranger = Authority.create("Stranger").issue("proxy.test");

        assertThat(
                        afterHandshake(
                                trusting("proxy.test", CertificateCheck.pin(right.certificate())),
                                right))
                .isEqualTo(new TlsState.Open());
        assertThat(afterHandshake(trusting("proxy.test", OTHER_PIN), right))
                .isInstanceOf(TlsState.Failed.class);
        assertThat(
                        afterHandshake(
                                trusting(
                                        "proxy.test", CertificateCheck.pin(stranger.certificate())),
                                stranger))
                .isInstanceOf(TlsState.Failed.class);
    }

    @Test
    void nothingToCheckIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(CertificateCheckTest::pinned);
    }

    @Test
    void aServerThatWantsACertificateSaysSo() {
        TlsSession client = new TlsSession(TlsEngines.client(authority));
        Identity identity = authority.issue("proxy.test");
        TlsSession server = new TlsSession(TlsEngines.demandingServer(identity, authority));
        new TlsPair(client, server, Seeds.random(1)).run();

        assertThat(client.state())
                .isInstanceOfSatisfying(
                        TlsState.Failed.class,
                        failed ->
                                assertThat(failed.failure())
                                        .isInstanceOfSatisfying(
                                                TlsFailure.Alert.class,
                                                alert ->
                                                        assertThat(alert.isAboutOurCertificate())
                                                                .as(alert.alert())
                                                                .isTrue()));
    }
}
