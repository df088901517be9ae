package io.tsocks.engine.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfParser;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyOptionsTest {

    private static final Resolver NAMES =
            host -> {
                if (!host.equals("proxy.example")) {
                    throw new UnknownHostException(host);
                }
                return List.of(
                        InetAddress.getByName("192.0.2.7"), InetAddress.getByName("2001:db8::7"));
            };

    @Test
    void aServerOnThisMachineIsTheWholePolicy() throws Exception {
        assertThat(text("socks5://127.0.0.1")).isEqualTo("server = socks5://127.0.0.1:1080\n");
    }

    @Test
    void theWayToTheServerIsDirect() throws Exception {
        assertThat(text("socks4a://proxy.example:9050", "10.0.0.0/8", ".corp.example", "192.0.2.9"))
                .isEqualTo(
                        """
                        local = 10.0.0.0/8
                        local = .corp.example
                        local = 192.0.2.9/32
                        local = 192.0.2.7/32 # proxy.example
                        local = 2001:db8::7/128 # proxy.example
                        server = socks4a://proxy.example:9050
                        remote_dns = yes
                        """);
    }

    @Test
    void theServerResolvesNamesIfTheSchemeSaysSo() throws Exception {
        assertThat(text("SOCKS5H://[2001:db8::1]"))
                .isEqualTo(
                        """
                        local = 2001:db8::1/128
                        server = socks5://[2001:db8::1]:1080
                        remote_dns = yes
                        """);
    }

    @Test
    void severalServersAreAGroupInOrderOfPreference() throws Exception {
        PolicyOptions options =
                PolicyOptions.of(
                        List.of("socks5h://10.0.0.1", "http://joe@proxy.example:3128"),
                        List.of("10.0.0.0/8"),
                        Optional.empty());
        assertThat(options.login()).isEmpty();
        assertThat(options.text(NAMES))
                .isEqualTo(
                        """
                        local = 10.0.0.0/8
                        local = 10.0.0.1/32
                        local = 192.0.2.7/32 # proxy.example
                        local = 2001:db8::7/128 # proxy.example
                        server = socks5://10.0.0.1:1080
                        server = http://joe@proxy.example:3128
                        remote_dns = yes
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    socks5://127.0.0.1 | socks5://127.0.0.1:1080 | -s socks5://127.0.0.1:1080: this server is given twice
                    socks5://127.0.0.1 | http://127.0.0.1        | -s http://127.0.0.1: some of the servers would resolve names and others would not
                    socks4a://h        | socks5://h              | -s socks5://h: some of the servers would resolve names
                    """)
    void whatIsNoGroupIsExplained(String first, String second, String message) {
        assertThatThrownBy(
                        () -> PolicyOptions.of(List.of(first, second), List.of(), Optional.empty()))
                .isInstanceOf(BadOptionException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theLoginOfTheVariablesIsKept() throws Exception {
        PolicyOptions options =
                PolicyOptions.of(
                        List.of(),
                        List.of(".corp.example"),
                        Optional.of(Map.of("all_proxy", "http://joe:tulip@127.0.0.1:3128")));
        assertThat(options.text(NAMES))
                .isEqualTo(
                        """
                        local = .corp.example
                        server = http://joe@127.0.0.1:3128
                        remote_dns = yes
                        """);
        assertThat(options.login()).containsExactly(Map.entry("TSOCKS_PASSWORD", "tulip"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unix:proxy     | -s unix:proxy: the path of a socket begins with a slash; write the whole path of the socket: unix:/run/proxy.sock
                    sock5://h      | -s sock5://h: 'sock5' is not the scheme of a server; the schemes are socks4, socks4a, socks5, http, socks5+tls, https, and unix:/PATH for a socket, and socks5h, with which the server resolves names
                    h:1080         | -s h:1080: no scheme; write socks5://HOST:PORT, or another of socks4, socks4a, socks5, http, socks5+tls, https, or unix:/PATH
                    socks5://nohost.example | the name of the server nohost.example does not resolve here; check its spelling, or write its address
                    socks5://proxy.onion | the name of the server proxy.onion must not be resolved here (RFC 7686); write a tsocks.conf with chain = yes and reaches = .onion in the path of a Tor server
                    """)
    void aServerThatIsNoneIsExplained(String uri, String message) {
        assertThatThrownBy(() -> text(uri)).hasMessage(message);
    }

    @Test
    void aPasswordAmongTheArgumentsIsRefusedAndNotShown() {
        assertThatThrownBy(() -> text("socks5://joe:tulip@127.0.0.1"))
                .hasMessageContaining("TSOCKS_PASSWORD")
                .hasMessageNotContaining("tulip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "a..b", "10.0.0.0/8 x", "", "a:80", "10.0.0.0/8,.corp"})
    void whatIsNeitherANetworkNorANameIsExplained(String what) {
        assertThatThrownBy(() -> text("socks5://127.0.0.1", what))
                .isInstanceOf(BadOptionException.class)
                .hasMessageStartingWith("--direct " + what + ": ");
    }

    /// An argument cannot smuggle a line into the policy.
    @ParameterizedTest
    @CsvSource({"10.0.0.0/8%nfallback = yes", "10.0.0.0/8%rfallback = yes", "'10.0.0.0/8 # a'"})
    void anArgumentIsOneWord(String what) {
        String smuggled = what.replace("%n", "\n").replace("%r", "\r");
        assertThatThrownBy(() -> text("socks5://127.0.0.1", smuggled))
                .isInstanceOf(BadOptionException.class);
    }

    /// curl takes `*` for every host only if it is all of the variable, and compares other stars
    /// and whole addresses letter by letter.
    @ParameterizedTest
    @ValueSource(strings = {"a.example,*", "a.example *.b.example", "0.0.0.0/0,a.example,::/0"})
    void whatCurlComparesLetterByLetterIsNotDirect(String list) throws Exception {
        assertThat(ofVariables("socks5h://127.0.0.1", list))
                .startsWith("local = .a.example\nserver = ");
        assertThat(ofVariables("socks5h://127.0.0.1", " * ")).startsWith("local = *\n");
    }

    @Test
    void aServerWithoutASchemeIsAnHttpProxyAsForCurl() throws Exception {
        assertThat(ofVariables("127.0.0.1:3128", ""))
                .startsWith("server = http://127.0.0.1:3128\n");
    }

    private static String ofVariables(String server, String exceptions) throws Exception {
        PolicyOptions options = new PolicyOptions();
        options.environment(Map.of("all_proxy", server, "no_proxy", exceptions));
        return options.text(NAMES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "joe:tulip@127.0.0.1:1080",
                "http//joe:tulip@127.0.0.1",
                "socks5h:joe:tulip@127.0.0.1",
                "socks5h:/joe:tulip@127.0.0.1",
                "socks9://joe:tulip@127.0.0.1"
            })
    void aPasswordIsHiddenHoweverItIsWritten(String uri) {
        assertThatThrownBy(() -> text(uri)).hasMessageNotContaining("tulip");
        assertThatThrownBy(() -> ofVariables(uri + ":port", "")).hasMessageNotContaining("tulip");
    }

    @Test
    void theVariablesOfOtherProgramsSayAPolicy() throws Exception {
        PolicyOptions options = new PolicyOptions();
        Map<String, String> login =
                options.environment(
                        Map.of(
                                "ALL_PROXY", "http://other:3128",
                                "all_proxy", "socks5h://joe:t%75lip+@proxy.example:1081/",
                                "NO_PROXY",
                                        "localhost, 127.0.0.1,corp.example,.a.example,*.b.example,"
                                                + "10.0.0.0/8,[2001:db8::1],2001:db8::/32"));
        String text = options.text(NAMES);
        assertThat(text)
                .isEqualTo(
                        """
                        local = 127.0.0.1/32
                        local = .corp.example
                        local = .a.example
                        local = 10.0.0.0/8
                        local = 2001:db8::1/128
                        local = 2001:db8::/32
                        local = 192.0.2.7/32 # proxy.example
                        local = 2001:db8::7/128 # proxy.example
                        server = socks5://joe@proxy.example:1081
                        remote_dns = yes
                        """);
        assertThat(ConfParser.parseText("t", text).problems()).isEmpty();
        assertThat(login).isEqualTo(Map.of("TSOCKS_PASSWORD", "tulip+"));
    }

    @Test
    void aStarMeansThatNothingGoesThroughTheServer() throws Exception {
        PolicyOptions options = new PolicyOptions();
        options.environment(Map.of("all_proxy", "socks5://127.0.0.1", "no_proxy", "*"));
        assertThat(options.text(NAMES)).startsWith("local = *\nlocal = 0.0.0.0/0\nlocal = ::/0\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    -                 | -         | neither all_proxy nor ALL_PROXY is set
                    ftp://h:3128      | -         | all_proxy ftp://h:3128: 'ftp' is not the scheme
                    socks5://127.0.0.1 | a.example:80 | no_proxy has a.example:80 with a port
                    socks5://a:%zz@h  | -         | the password of all_proxy has a %
                    """)
    void whatNoPolicyCanSayIsExplained(String server, String exceptions, String message) {
        Map<String, String> environment = new HashMap<>();
        environment.put("all_proxy", server);
        environment.put("no_proxy", exceptions);
        environment.values().removeIf(Objects::isNull);
        assertThatThrownBy(() -> new PolicyOptions().environment(environment))
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "https://joe@127.0.0.1, https://joe@127.0.0.1:443",
        "socks5+tls://127.0.0.1, socks5+tls://127.0.0.1:1080",
        "unix:/run/proxy.sock, unix:/run/proxy.sock",
        "unix:///run/a%20b, unix:/run/a%20b",
    })
    void serversInsideTlsAndAtSocketsResolveNames(String uri, String said) throws Exception {
        assertThat(text(uri)).isEqualTo("server = " + said + "\nremote_dns = yes\n");
    }

    @Test
    void allProxyMayBeInsideTls() throws Exception {
        PolicyOptions options = new PolicyOptions();
        Map<String, String> login =
                options.environment(Map.of("ALL_PROXY", "https://joe:tulip@127.0.0.1:8443"));
        assertThat(options.text(NAMES))
                .isEqualTo("server = https://joe@127.0.0.1:8443\nremote_dns = yes\n");
        assertThat(login).containsExactly(Map.entry("TSOCKS_PASSWORD", "tulip"));
    }

    private static String text(String server, String... direct) throws BadOptionException {
        PolicyOptions options = new PolicyOptions();
        for (String what : Arrays.asList(direct)) {
            options.direct(what);
        }
        options.server(server);
        return options.text(NAMES);
    }
}
