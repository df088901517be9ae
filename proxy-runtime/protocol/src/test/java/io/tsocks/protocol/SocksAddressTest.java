package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocksAddressTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3:80",
        "::1, [::1]:80",
        "[::1], [::1]:80",
        "::ffff:10.1.2.3, 10.1.2.3:80",
        "127.1, 127.0.0.1:80",
        "10.1.258, 10.1.1.2:80",
        "4294967295, 255.255.255.255:80",
        "a.test, a.test:80",
        "a_b.test., a_b.test.:80",
        "bücher.test, xn--bcher-kva.test:80",
    })
    void aHostIsAnAddressOrAName(String host, String expected) {
        assertThat(SocksAddress.of(host, 80)).hasToString(expected);
    }

    @Test
    void aNameWithoutACertainAsciiFormIsRefused() {
        assertThatThrownBy(() -> SocksAddress.of("a\u200db.test", 80))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give its ASCII form (xn--)");
    }

    /// Dots and digits of other scripts are dots and digits to whoever resolves the name.
    @ParameterizedTest
    @CsvSource({
        "127．0．0．1, 127.0.0.1:80",
        "10。0。0。1, 10.0.0.1:80",
        "10.0.0.１, 10.0.0.1:80",
        "［：：１］, [::1]:80",
        "：：1, [::1]:80",
    })
    void anAddressInForeignDigitsIsAnAddress(String host, String expected) {
        assertThat(SocksAddress.of(host, 80))
                .isInstanceOf(SocksAddress.Ip.class)
                .hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x7f。１",
                "",
                "a b",
                "a\0b",
                "0x7f.1",
                "1.2.3.4.5",
                "256.1",
                "1.2.3.256",
                "1.2.65536",
                "4294967296",
                "010.1",
                "a.0x10",
                "[::1",
                "a:b",
                "é.."
            })
    void whatIsNeitherIsRefused(String host) {
        assertThatThrownBy(() -> SocksAddress.of(host, 80))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// A server says what it likes, and people read it on a terminal.
    @Test
    void aNameIsFitForATerminalAsText() {
        assertThat(new SocksAddress.Name("a\n\u001b\u009b b", 1))
                .hasToString("a\\x0a\\x1b\\x9b\\x20b:1");
    }

    @Test
    void aNameHasAtMost255Bytes() {
        String label = "a".repeat(49) + ".";
        assertThat(SocksAddress.of(label.repeat(5), 80).host()).hasSize(250);
        assertThatThrownBy(() -> SocksAddress.of(label.repeat(6), 80))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnresolvedSocketAddressStaysAName() {
        assertThat(SocksAddress.of(InetSocketAddress.createUnresolved("a.test", 80)))
                .isEqualTo(new SocksAddress.Name("a.test", 80));
        assertThatThrownBy(() -> SocksRequest.connect(SocksAddress.of("a.test", 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
