package io.tsocks.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Servers inside TLS and at sockets, of which other programs say less.
class TlsTest {

    @Test
    void pacHasHttpsButNoTrust() {
        Conversion made =
                convert(
                        TargetFormat.PAC,
                        "server = https://127.0.0.1:8443\ntls_ca = /etc/company.pem\n");
        assertThat(made.text()).contains("return \"HTTPS 127.0.0.1:8443\";");
        assertThat(made.remarks())
                .extracting(Remark::what)
                .contains("PAC has no tls_ca, tls_pin or tls_client for https://127.0.0.1:8443");
    }

    @ParameterizedTest
    @CsvSource({"socks5+tls://127.0.0.1:1080", "unix:/run/proxy.sock"})
    void whatPacCannotSayIsRefused(String server) {
        Conversion made = convert(TargetFormat.PAC, "server = " + server + "\n");
        assertThat(made.text()).doesNotContain("SOCKS").contains("return REFUSED;");
        assertThat(made.remarks())
                .extracting(Remark::what)
                .contains("PAC has no word for a server such as " + server);
    }

    @ParameterizedTest
    @CsvSource({
        "https://127.0.0.1:443",
        "socks5+tls://127.0.0.1:1080",
        "unix:/run/proxy.sock",
    })
    void proxychainsHasNoneOfThem(String server) {
        Conversion made = convert(TargetFormat.PROXYCHAINS, "server = " + server + "\n");
        assertThat(made.text()).endsWith("[ProxyList]\n");
        assertThat(made.remarks())
                .extracting(Remark::what)
                .contains("proxychains has no word for a server such as " + server);
    }

    /// Both would send the data unprotected.
    @ParameterizedTest
    @EnumSource(
            value = TargetFormat.class,
            names = {"PAC", "PROXYCHAINS"})
    void aServerThatProtectsByGssapiIsLeftOut(TargetFormat format) {
        Conversion made = convert(format, "server = socks5://127.0.0.1\ngssapi = integrity\n");
        assertThat(made.text()).doesNotContainIgnoringCase("socks5 127.0.0.1");
        assertThat(made.remarks())
                .extracting(Remark::what)
                .anyMatch(
                        what ->
                                what.endsWith(
                                        "no word for a server such as socks5://127.0.0.1:1080"));
    }

    @Test
    void thePasswordOfAFileIsNotRead() {
        Conversion made =
                convert(
                        TargetFormat.PROXYCHAINS,
                        "server = socks5://joe@127.0.0.1\npassword_file = /etc/passwd\n");
        assertThat(made.text()).endsWith("socks5 127.0.0.1 1080\n");
        assertThat(made.remarks())
                .extracting(Remark::what)
                .contains("proxychains takes no password from a file, as from /etc/passwd");
    }

    @Test
    void allProxyMayBeInsideTls() {
        assertThat(
                        SourceFormat.ENVIRONMENT
                                .convert("ALL_PROXY=https://127.0.0.1:8443\n", Optional.empty())
                                .text())
                .endsWith("server = https://127.0.0.1:8443\nremote_dns = yes\n");
        assertThat(
                        SourceFormat.ENVIRONMENT
                                .convert("ALL_PROXY=unix:/run/proxy\n", Optional.empty())
                                .text())
                .doesNotContain("server");
    }

    private static Conversion convert(TargetFormat format, String conf) {
        ConfFile file = ConfParser.parseText("", conf);
        return format.convert(file, PolicyCompiler.compile(file).policy());
    }
}
