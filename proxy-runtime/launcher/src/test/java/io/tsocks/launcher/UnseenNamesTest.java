package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Policy;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.grammar.ConfParser;
import io.tsocks.launcher.supervisor.Settings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnseenNamesTest {

    private static Policy policy(String conf) {
        return PolicyCompiler.compile(ConfParser.parseText("t.conf", conf)).policy();
    }

    @ParameterizedTest
    @CsvSource({
        "LOCAL, --dns=local the lines",
        "TCP, --dns=tcp the lines",
        "NAMED, ''",
        "REMOTE, ''",
        "DENY, ''"
    })
    void linesAboutNamesThatDoNotCountAreTold(Settings.Dns dns, String part) {
        String warning =
                UnseenNames.warning(dns, policy("local = .corp.example\nfallback = yes\n"))
                        .orElse("");
        assertThat(warning.isEmpty()).isEqualTo(part.isEmpty());
        assertThat(warning).contains(part).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"socks4, true", "socks4a, false", "socks5, false", "http, false"})
    void serversThatTakeNoNamesAreTold(String scheme, boolean isTold) {
        Policy policy = policy("server = " + scheme + "://127.0.0.1\n");
        assertThat(UnseenNames.warning(Settings.Dns.REMOTE, policy).isPresent()).isEqualTo(isTold);
        assertThat(UnseenNames.warning(Settings.Dns.LOCAL, policy)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Settings.Dns.class)
    void aPolicyAboutAddressesLosesNothing(Settings.Dns dns) {
        assertThat(UnseenNames.warning(dns, policy("local = 10.0.0.0/8\nfallback = yes\n")))
                .isEmpty();
    }
}
