package io.tsocks.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.grammar.ConfParser;
import io.tsocks.grammar.Problem;
import io.tsocks.net.Protection;
import io.tsocks.net.ServiceName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a block says of GSSAPI.
class GssapiSettingsTest {

    @Test
    void theDemandIsThatOfTheBlock() {
        Policy policy =
                clean(
                        """
                        path {
                            reaches = 10.0.0.0/8
                            server = socks5+tls://127.0.0.1:1
                            server = socks5://127.0.0.1:2
                            gssapi = integrity
                            gssapi_service = socks/gate.example
                        }
                        server = 127.0.0.1
                        server_type = 5
                        gssapi = confidentiality
                        """);
        GssapiSettings ofPath =
                new GssapiSettings(
                        Protection.INTEGRITY,
                        new ServiceName("socks", Optional.of("gate.example")));
        GssapiSettings ofTop = new GssapiSettings(Protection.CONFIDENTIALITY, ServiceName.STANDARD);
        assertThat(policy.servers().map(ProxyServer::gssapi))
                .containsExactly(ofPath, ofPath, ofTop);
    }

    @Test
    void aServiceHasTheHostOfItsServerUnlessItHasOneOfItsOwn() {
        assertThat(ServiceName.STANDARD.at("gate.example")).isEqualTo("rcmd@gate.example");
        assertThat(ServiceName.parse("a/b.example").orElseThrow().at("10.0.0.1"))
                .isEqualTo("a@b.example");
    }

    @Test
    void aServerWithTheDemandIsAnotherServer() {
        String server = "server = socks5://127.0.0.1\n";
        assertThat(only(server))
                .isNotEqualTo(only(server + "gssapi = integrity\n"))
                .isNotEqualTo(only(server + "gssapi = confidentiality\n"));
        assertThat(only(server + "gssapi = integrity\n"))
                .isNotEqualTo(only(server + "gssapi = confidentiality\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server = http://127.0.0.1",
                "server = https://127.0.0.1",
                "server = socks4a://127.0.0.1",
                "server = unix:/run/s",
                "server = 127.0.0.1",
                "server = 127.0.0.1\nserver_type = 4a",
                "server = socks5://127.0.0.1\nserver = http://127.0.0.2"
            })
    void aServerThatHasNoGssapiIsAnError(String server) {
        assertThat(ids(server + "\ngssapi = integrity\n")).containsExactly("TS227");
    }

    @Test
    void aLoginBesideTheDemandIsReported() {
        assertThat(
                        ids(
                                """
                                server = socks5://joe@127.0.0.1
                                gssapi = integrity
                                default_pass = tulip
                                """))
                .containsExactly("TS228", "TS228");
        ProxyServer server =
                Objects.requireNonNull(
                        compile(
                                        """
                                        server = socks5://joe@127.0.0.1
                                        default_pass = tulip
                                        gssapi = integrity
                                        """)
                                .policy()
                                .servers()
                                .findFirst()
                                .orElse(null));
        assertThat(Stream.of(server.user(), server.password())).containsOnlyNulls();
    }

    @Test
    void aServiceWithoutTheDemandIsAnError() {
        assertThat(ids("server = socks5://127.0.0.1\ngssapi_service = rcmd\n"))
                .containsExactly("TS229");
    }

    @Test
    void settingsTwiceOrWithoutAServerAreReported() {
        assertThat(ids("server = socks5://127.0.0.1\ngssapi = integrity\ngssapi = integrity\n"))
                .containsExactly("TS201");
        assertThat(ids("gssapi = integrity\ngssapi_service = rcmd\n"))
                .containsExactly("TS205", "TS205");
    }

    /// Its messages are wrapped for that server alone.
    @Test
    void noServerIsReachedThroughOneWithTheDemand() {
        String chain =
                """
                chain = yes
                local = 10.1.0.0/16
                path {
                    reaches = 10.2.0.0/16
                    server = socks5://10.1.0.1
                    %s
                }
                server = http://10.2.0.1
                """;
        assertThat(ids(chain.formatted(""))).isEmpty();
        Policy policy = compile(chain.formatted("gssapi = integrity")).policy();
        ProxyServer last = policy.servers().skip(1).findFirst().orElseThrow();
        assertThat(policy.wayTo(last))
                .isEqualTo(
                        new ServerWay.Nowhere(
                                Action.Reason.SERVER_NOT_LOCAL,
                                "is reached through socks5://10.1.0.1:1080, which carries no other"
                                        + " servers, because it has gssapi"));
        assertThat(ids(chain.formatted("gssapi = integrity"))).contains("TS204");
    }

    private static ProxyServer only(String text) {
        return clean(text).servers().findFirst().orElseThrow();
    }

    private static Policy clean(String text) {
        assertThat(ids(text)).isEmpty();
        return compile(text).policy();
    }

    private static List<String> ids(String text) {
        return compile(text).problems().stream().map(Problem::kind).map(Problem.Kind::id).toList();
    }

    private static PolicyCompiler.Compilation compile(String text) {
        return PolicyCompiler.compile(ConfParser.parse("tsocks.conf", text.getBytes(UTF_8)));
    }
}
