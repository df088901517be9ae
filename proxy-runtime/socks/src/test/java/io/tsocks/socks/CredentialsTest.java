package io.tsocks.socks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.SocksServer;
import io.tsocks.grammar.Secret;
import io.tsocks.grammar.SocksVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {

    private static final SocksServer BARE =
            new SocksServer("10.0.0.1", 1080, SocksVersion.SOCKS5, null, null);
    private static final SocksServer FULL =
            new SocksServer("10.0.0.1", 1080, SocksVersion.SOCKS5, "policy", Secret.of("file"));

    @Test
    void theEnvironmentComesFirst() {
        Credentials credentials =
                Credentials.of(Map.of("TSOCKS_USERNAME", "env", "TSOCKS_PASSWORD", "secret"), "me");
        assertThat(credentials.methods(FULL)).contains(password("env", "secret"));
        assertThat(credentials.methods(BARE)).contains(password("env", "secret"));
    }

    @Test
    void thenThePolicy() {
        Credentials credentials = Credentials.of(Map.of("TSOCKS_PASSWORD", ""), "me");
        assertThat(credentials.methods(FULL)).contains(password("policy", "file"));
    }

    @Test
    void thenTheLocalUser() {
        Credentials credentials = Credentials.of(Map.of("TSOCKS_PASSWORD", "secret"), "me");
        assertThat(credentials.methods(BARE)).contains(password("me", "secret"));
        assertThat(credentials.userId()).isEqualTo("me");
    }

    @Test
    void withoutAPasswordOnlyNoneIsOffered() {
        assertThat(Credentials.of(Map.of(), "me").methods(BARE))
                .isEqualTo(List.of(new Authentication.None()));
    }

    private static Authentication password(String user, String password) {
        return new Authentication.Password(user, Secret.of(password));
    }
}
