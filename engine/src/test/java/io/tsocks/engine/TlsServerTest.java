package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.grammar.ConfParser;
import io.tsocks.net.KeyPin;
import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TlsServerTest {

    private static final KeyPin ONE = new KeyPin("1".repeat(64));
    private static final KeyPin TWO = new KeyPin("2".repeat(64));

    @Test
    void aServerInsideTlsIsAnotherOneThanWithout() {
        ProxyServer tls = only("server = https://127.0.0.1:443\n");
        assertThat(tls.uri()).isEqualTo("https://127.0.0.1:443");
        assertThat(tls.tls()).isEqualTo(TlsSettings.STANDARD);
        assertThat(tls).isNotEqualTo(only("server = http://127.0.0.1:443\n"));
    }

    @Test
    void aSocketIsOfThisMachine() {
        Policy policy = policy("server = unix:/run/proxy.sock\nchain = yes\n");
        ProxyServer server = policy.servers().findFirst().orElseThrow();
        assertThat(server.address()).isEqualTo(new ServerAddress.Unix("/run/proxy.sock"));
        assertThat(server.uri()).isEqualTo("unix:/run/proxy.sock");
        assertThat(policy.placeOf(server)).isEqualTo(Policy.Place.LOCAL);
        assertThat(policy.wayTo(server)).isInstanceOf(ServerWay.Local.class);
        assertThat(policy.addressesOf(server)).contains(List.of());
        assertThat(server.literal()).isEmpty();
    }

    @Test
    void aSocketSpeaksSocks5Only() {
        ServerAddress socket = new ServerAddress.Unix("/run/proxy.sock");
        assertThatThrownBy(() -> server(socket, ServerKind.HTTPS, TlsSettings.STANDARD))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settingsOfTlsBelongToKindsWithTls() {
        ServerAddress at = new ServerAddress.Inet("127.0.0.1", 1080);
        TlsSettings pinned = new TlsSettings(Optional.empty(), List.of(ONE), Optional.empty());
        assertThat(server(at, ServerKind.SOCKS5, pinned).tls()).isEqualTo(TlsSettings.STANDARD);
        assertThat(server(at, ServerKind.SOCKS5_TLS, pinned))
                .isNotEqualTo(server(at, ServerKind.SOCKS5_TLS, TlsSettings.STANDARD));
    }

    @Test
    void theOrderOfPinsSaysNothing() {
        assertThat(new TlsSettings(Optional.empty(), List.of(TWO, ONE, TWO), Optional.empty()))
                .isEqualTo(new TlsSettings(Optional.empty(), List.of(ONE, TWO), Optional.empty()));
    }

    @Test
    void onlyPinsAloneReplaceTheCheckOfTheCertificate() {
        Optional<String> ca = Optional.of("/etc/ca.pem");
        assertThat(TlsSettings.STANDARD.checksCertificate()).isTrue();
        assertThat(new TlsSettings(ca, List.of(), Optional.empty()).checksCertificate()).isTrue();
        assertThat(new TlsSettings(ca, List.of(ONE), Optional.empty()).checksCertificate())
                .isTrue();
        assertThat(
                        new TlsSettings(Optional.empty(), List.of(ONE), Optional.empty())
                                .checksCertificate())
                .isFalse();
    }

    private static ProxyServer server(ServerAddress at, ServerKind kind, TlsSettings tls) {
        return new ProxyServer(at, kind, null, null, tls);
    }

    private static ProxyServer only(String conf) {
        return policy(conf).servers().findFirst().orElseThrow();
    }

    private static Policy policy(String conf) {
        return PolicyCompiler.compile(ConfParser.parseText("tsocks.conf", conf)).policy();
    }
}
