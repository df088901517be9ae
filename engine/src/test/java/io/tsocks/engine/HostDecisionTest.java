package io.tsocks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostDecisionTest {

    private static final String SPLIT =
            """
            local = 10.0.0.0/8
            local = .corp.example
            path {
              reaches = .example:8000-8999
              reaches = 192.0.2.0/24
              server = 10.0.0.1
              server_type = 5
            }
            path {
              reaches = *.cloud.example
              reaches = .corp.example
              server = 10.0.0.2
              server_type = 4a
            }
            path {
              reaches = old.example
              server = 10.0.0.3
            }
            server = 10.0.0.9
            server_type = 5
            """;

    private static String decide(String conf, String host, int port) {
        Policy policy = PolicyCompiler.compile(ConfParser.parseText("t.conf", conf)).policy();
        return switch (PolicyEngine.of(policy).decide(host, port)) {
            case HostDecision.Decided(Decision decision) -> decision.toString();
            case HostDecision.NeedsAddress _ -> "by address";
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "www.corp.example|80|direct",
                "WWW.Corp.Example.|80|direct",
                "a.cloud.example|443|via socks4a://10.0.0.2:1080 (path at line 9)",
                "a.cloud.example|8000|via socks4a://10.0.0.2:1080 (path at line 9)",
                "cloud.example|8000|via socks5://10.0.0.1:1080 (path at line 3)",
                "cloud.example|443|by address",
                "example|8999|via socks5://10.0.0.1:1080 (path at line 3)",
                "old.example|80|refused (the server socks4://10.0.0.3:1080 speaks SOCKS 4, which has"
                        + " no host names; if it speaks SOCKS 4a, write socks4a:// or"
                        + " server_type = 4a)",
                "elsewhere.test|80|by address",
                "localhost|8000|direct",
                "a.localhost|8000|direct",
                "x.onion|80|refused (x.onion must not be resolved here (RFC 7686); write reaches ="
                        + " .onion in the path of a Tor server)",
                "10.2.3.4|80|direct"
            })
    void rulesForNamesAreAskedFirst(String host, int port, String expected) {
        assertThat(decide(SPLIT, host, port)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "www.corp.example|80|direct",
                "elsewhere.test|80|via socks5://10.0.0.9:1080 (default server at line 19)",
                "x.onion|80|via socks5://10.0.0.9:1080 (default server at line 19)"
            })
    void otherNamesGoUnresolvedWithRemoteDns(String host, int port, String expected) {
        assertThat(decide(SPLIT + "remote_dns = yes\n", host, port)).isEqualTo(expected);
    }

    /// Only a network that is the whole address space reaches names that go unresolved.
    @Test
    void aNameWithoutAnAddressIsInTheWholeAddressSpaceOnly() {
        String conf =
                """
                local = 10.0.0.0/8
                remote_dns = yes
                path {
                  reaches = 0.0.0.0:443/0
                  reaches = 128.0.0.0/1
                  server = 10.0.0.1
                  server_type = 5
                }
                """;
        assertThat(decide(conf, "a.test", 443))
                .isEqualTo("via socks5://10.0.0.1:1080 (path at line 3)");
        assertThat(decide(conf, "a.test", 80)).startsWith("refused (no path decides");
    }

    /// As before there were names: SOCKS 4a goes to a server of type 4 if the address is of no
    /// interest to the policy, but not because a line wants names to go there.
    @Test
    void aServerOfType4TakesNamesOnlyIfNoLineIsAboutThem() {
        String conf = "local = 10.0.0.0/8\nserver = 10.0.0.1\n";
        String all = "local = 10.0.0.1/32\npath {\n reaches = 0.0.0.0/0\n server = 10.0.0.1\n}\n";
        assertThat(decide(conf, "a.test", 80)).isEqualTo("by address");
        assertThat(decide(conf + "remote_dns = yes\n", "a.test", 80))
                .startsWith("refused (the server socks4://10.0.0.1:1080 speaks SOCKS 4");
        assertThat(decide(all, "a.test", 80)).isEqualTo("by address");
    }

    @Test
    void aPolicyAboutNamesAloneNeedsNoNetworks() {
        String conf =
                """
                local = 10.0.0.0/8
                path {
                  reaches = .onion
                  server = 10.0.0.1
                  server_type = 5
                }
                """;
        assertThat(decide(conf, "x.onion", 80)).startsWith("via socks5://10.0.0.1:1080");
    }
}
