package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Origin;
import io.tsocks.engine.Policy;
import io.tsocks.engine.ProxyServer;
import io.tsocks.engine.Rule;
import io.tsocks.engine.Upstream;
import io.tsocks.net.Secret;
import io.tsocks.net.ServerKind;
import io.tsocks.protocol.Authentication;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final ProxyServer BARE =
            new ProxyServer("10.0.0.1", 1080, ServerKind.SOCKS5, null, null);
    private static final ProxyServer FULL =
            new ProxyServer("10.0.0.1", 1080, ServerKind.SOCKS5, "policy", Secret.of("file"));

    private static final ProxyServer NAMED =
            new ProxyServer("10.0.0.2", 1081, ServerKind.SOCKS5, "policy", null);
    private static final Map<String, String> LOGIN =
            Map.of("TSOCKS_USERNAME", "env", "TSOCKS_PASSWORD", "secret");

    @Test
    void aServerWithItsOwnLoginGetsNoOther() {
        assertThat(among(LOGIN, FULL).methods(FULL)).contains(password("policy", "file"));
        assertThat(among(LOGIN, FULL, BARE).methods(FULL)).contains(password("policy", "file"));
    }

    @Test
    void theOnlyServerGetsTheEnvironments() {
        assertThat(among(LOGIN, BARE).methods(BARE)).contains(password("env", "secret"));
    }

    @Test
    void oneOfSeveralServersGetsNone() {
        Credentials credentials = among(LOGIN, BARE, NAMED);
        assertThat(credentials.methods(BARE)).isEqualTo(List.of(new Authentication.None()));
        assertThat(Credentials.of(LOGIN, "me").methods(BARE))
                .isEqualTo(List.of(new Authentication.None()));
    }

    @Test
    void aNamedServerGetsTheEnvironmentsWhateverThePolicySays() {
        Map<String, String> named = new HashMap<>(LOGIN);
        named.put("TSOCKS_LOGIN_SERVER", "elsewhere:1, 10.0.0.1");
        assertThat(among(named, FULL, NAMED).methods(FULL)).contains(password("env", "secret"));
        assertThat(among(named, FULL, NAMED).methods(NAMED))
                .isEqualTo(List.of(new Authentication.None()));
        named.put("TSOCKS_LOGIN_SERVER", "10.0.0.1:1081");
        assertThat(among(named, FULL, NAMED).methods(FULL)).contains(password("policy", "file"));
    }

    @Test
    void aUserOfThePolicyWithoutAPasswordAsksForTheEnvironments() {
        Map<String, String> alone = Map.of("TSOCKS_PASSWORD", "secret");
        Map<String, String> same = Map.of("TSOCKS_PASSWORD", "secret", "TSOCKS_USERNAME", "policy");
        assertThat(among(alone, NAMED, BARE).methods(NAMED)).contains(password("policy", "secret"));
        assertThat(among(same, NAMED, BARE).methods(NAMED)).contains(password("policy", "secret"));
        assertThat(among(LOGIN, NAMED, BARE).methods(NAMED))
                .isEqualTo(List.of(new Authentication.None()));
    }

    @Test
    void withoutANameItIsTheLocalUser() {
        Credentials credentials = among(Map.of("TSOCKS_PASSWORD", "secret"), BARE);
        assertThat(credentials.methods(BARE)).contains(password("me", "secret"));
        assertThat(credentials.userId()).isEqualTo("me");
    }

    @Test
    void withoutAPasswordOnlyNoneIsOffered() {
        Map<String, String> empty = Map.of("TSOCKS_PASSWORD", "", "TSOCKS_USERNAME", "");
        assertThat(among(empty, BARE).methods(BARE)).isEqualTo(List.of(new Authentication.None()));
    }

    @Test
    void noTextHasTheLogin() {
        assertThat(Credentials.of(LOGIN, "me").toString()).doesNotContain("secret", "env");
        assertThat(new Credentials.Login("env", Secret.of("secret")).toString())
                .doesNotContain("secret", "env");
    }

    private static Credentials among(Map<String, String> environment, ProxyServer... servers) {
        List<Rule.Path> paths =
                Arrays.stream(servers)
                        .map(
                                server ->
                                        new Rule.Path(
                                                List.of(),
                                                Optional.of(Upstream.of(server)),
                                                Origin.NONE))
                        .toList();
        return Credentials.of(environment, "me")
                .in(new Policy(List.of(), paths, new Rule.Nothing()));
    }

    private static Authentication password(String user, String password) {
        return new Authentication.Password(user, Secret.of(password));
    }
}
