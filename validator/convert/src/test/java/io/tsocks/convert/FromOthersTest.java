package io.tsocks.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.testing.Approved;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FromOthersTest {

    @ParameterizedTest
    @CsvSource({
        "proxychains, proxychains.conf",
        "proxychains, proxychains-unreadable.conf",
        "proxychains, proxychains-socks4.conf",
        "proxychains, proxychains-random.conf",
        "proxychains, proxychains-logins.conf",
        "proxychains, proxychains-chain.conf",
        "proxychains, proxychains-dynamic.conf",
        "proxychains, proxychains-local-hop.conf",
        "torsocks, torsocks.conf",
        "torsocks, torsocks-default.conf",
        "env, proxies.env",
        "env, no-proxy.env",
        "env, socks4.env",
        "env, http.env",
        "nonProxyHosts, java.properties",
        "nonProxyHosts, empty.properties",
        "ssh, ssh_config",
        "ssh, ssh_config_forward",
        "dante, dante.conf",
        "dante, dante-simple.conf",
    })
    void theResultAndTheReportAreApproved(String format, String name) throws IOException {
        String text = Files.readString(Path.of("src/test/foreign").resolve(name));
        Conversion conversion = convert(format, text);
        Approved.verify(name + ".txt", Reports.of(conversion));
        assertThat(problems(conversion)).isEmpty();
        assertThat(Reports.remarks(conversion)).doesNotContain("SEKRET");
        assertThat(conversion.holdsSecret()).isEqualTo(conversion.text().contains("SEKRET"));
        assertThat(conversion.text()).doesNotContain(":SEKRET@");
    }

    /// Nothing of a text that means nothing is direct.
    @ParameterizedTest
    @CsvSource({"proxychains", "torsocks", "env", "nonProxyHosts", "ssh", "dante"})
    void whatIsNotUnderstoodIsRefused(String format) {
        Conversion conversion = convert(format, "\u0000{ = * [ \"\\\n0.0.0.0/0\nroute {\n");
        assertThat(conversion.text()).doesNotContain("fallback", "local =");
        assertThat(problems(conversion)).isEmpty();
    }

    @Test
    void namesOfServersAreLookedUpIfThatIsAsked() {
        Resolver resolver = host -> List.of(InetAddress.ofLiteral("192.0.2.1"));
        Conversion conversion =
                SourceFormat.ENVIRONMENT.convert(
                        "all_proxy=socks5://proxy.example", Optional.of(resolver));
        assertThat(conversion.isWhole()).isTrue();
        assertThat(conversion.text())
                .contains(
                        "local = 192.0.2.1/255.255.255.255  # proxy.example\n",
                        "server = socks5://proxy.example:1080\n");
    }

    private static Conversion convert(String format, String text) {
        return SourceFormat.of(format).orElseThrow().convert(text, Optional.empty());
    }

    private static List<String> problems(Conversion conversion) {
        ConfFile file = ConfParser.parseText("", conversion.text());
        return Stream.concat(
                        file.problems().stream(), PolicyCompiler.compile(file).problems().stream())
                .map(problem -> problem.kind().id() + " " + problem.message())
                .toList();
    }
}
