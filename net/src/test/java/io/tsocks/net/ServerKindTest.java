package io.tsocks.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServerKindTest {

    @ParameterizedTest
    @CsvSource({
        "SOCKS4, false, false, false, SOCKS 4",
        "SOCKS4A, false, true, false, SOCKS 4a",
        "SOCKS5, true, true, true, SOCKS 5",
        "HTTP, true, true, true, HTTP",
        "SOCKS5_TLS, true, true, true, SOCKS 5 inside TLS",
        "HTTPS, true, true, true, HTTP inside TLS",
    })
    void aKindCarriesWhatItsProtocolHas(
            ServerKind kind, boolean ip6, boolean names, boolean login, String words) {
        assertThat(kind.carriesIp6()).isEqualTo(ip6);
        assertThat(kind.carriesNames()).isEqualTo(names);
        assertThat(kind.hasLogin()).isEqualTo(login);
        assertThat(kind.words()).isEqualTo(words);
        assertThat(kind.usesTls()).isEqualTo(words.endsWith("TLS"));
    }

    @ParameterizedTest
    @EnumSource
    void aKindIsKnownByItsScheme(ServerKind kind) {
        assertThat(ServerKind.ofScheme(kind.scheme())).contains(kind);
        assertThat(ServerKind.schemes()).contains(kind.scheme());
    }

    @ParameterizedTest
    @EnumSource
    void everyVersionOfSocksIsAKind(SocksVersion version) {
        assertThat(ServerKind.of(version).socks()).contains(version);
    }

    @Test
    void anotherSchemeIsNone() {
        assertThat(ServerKind.ofScheme("ftp")).isEmpty();
        assertThat(ServerKind.ofScheme("SOCKS5")).isEmpty();
        assertThat(ServerKind.HTTP.socks()).isEmpty();
    }
}
