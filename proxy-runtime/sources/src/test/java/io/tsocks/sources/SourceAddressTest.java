package io.tsocks.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {

    @Test
    void aSourceHasHostsAPathAndSettings() {
        SourceAddress address =
                SourceAddress.parse(
                        "etcd+tls://node@a.example,[2001:db8::1]:4001/net/office?ca=/etc/ca.pem&password_file=/p");
        assertThat(address).hasToString("etcd+tls://a.example:2379,[2001:db8::1]:4001/net/office");
        assertThat(address.path()).isEqualTo("net/office");
        assertThat(address.user()).hasValue("node");
        assertThat(address.setting(SourceAddress.Setting.CA)).hasValue("/etc/ca.pem");
        assertThat(SourceAddress.parse("https://h.example/p?x=1&ca=/c&y=2"))
                .hasToString("https://h.example:443/p?x=1&y=2");
    }

    @ParameterizedTest
    @CsvSource({
        "etcd://h/k, true",
        "etcd+tls://h/k, true",
        "http://h/k, true",
        "https://h/k, true",
        "/etc/tsocks.conf, false",
        "socks5://h, false",
        "a:b, false"
    })
    void othersAreFiles(String text, boolean isSource) {
        assertThat(SourceAddress.isSource(text)).isEqualTo(isSource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"etcd://h.example/k", "http://h.example/p", "etcd://h.example/k?ca=/c"})
    void aSourceInTheClearNeedsAKeyThatSigns(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceAddress.parse(text))
                .withMessageContaining("could replace the policy")
                .withMessageContaining("?key=FILE");
        assertThat(
                        SourceAddress.parse(text + (text.contains("?") ? "&" : "?") + "key=/k")
                                .settings())
                .containsKey(SourceAddress.Setting.KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    etcd+tls://u:p@h/k                      | seen by others
                    https://u@h/p                           | takes a token
                    etcd+tls://h/                           | names no key
                    https://a,b/p                           | one host
                    etcd+tls://h:99999/k                    | port
                    etcd+tls://a b/k                        | host name
                    ftp://h/p                               | scheme
                    http://h/p?key=/k&token_file=/t         | in the clear
                    """)
    void mistakesAreExplained(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceAddress.parse(text))
                .withMessageContaining(why);
    }
}
