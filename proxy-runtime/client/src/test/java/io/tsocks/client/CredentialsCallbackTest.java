package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.engine.ProxyServer;
import io.tsocks.net.Secret;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Logins that a program gives, server by server.
class CredentialsCallbackTest {

    private static final String PASSWORD = "canary-1f4a";

    @Test
    void eachServerGetsItsOwnAskedForEachHandshake() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (TargetServer target = TargetServer.echo();
                SocksTestServer one = server(target, "one");
                SocksTestServer two = server(target, "two")) {
            Credentials credentials =
                    server -> {
                        asked.add(server.uri());
                        return login(server.uri().endsWith(":" + one.port()) ? "one" : "two");
                    };
            Tsocks tsocks = clientFor(policy(both(one, two))).credentials(credentials).build();
            tsocks.connect("10.1.0.1", 80).close();
            tsocks.connect("10.1.0.1", 80).close();
            tsocks.connect("10.2.0.1", 80).close();
            assertThat(asked)
                    .satisfiesExactly(
                            first -> assertThat(first).endsWith(":" + one.port()),
                            second -> assertThat(second).endsWith(":" + one.port()),
                            third -> assertThat(third).endsWith(":" + two.port()));
            assertThat(one.awaitEnd(1).user()).contains("one");
            assertThat(two.awaitEnd(1).user()).contains("two");
        }
    }

    /// Not even to a server that would take it.
    @Test
    void theEnvironmentsLoginGoesToNoServerWithItsOwn() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer one = server(target, "one");
                SocksTestServer two = server(target, "two")) {
            Credentials credentials =
                    Credentials.of(
                            Map.of("TSOCKS_USERNAME", "mine", "TSOCKS_PASSWORD", "mine"), "me");
            String text = both(one, two).replace("}", "default_user = one\ndefault_pass = x\n}");
            Tsocks tsocks = clientFor(policy(text)).credentials(credentials).build();
            assertThatThrownBy(() -> tsocks.connect("10.1.0.1", 80))
                    .isInstanceOf(SocksException.class);
            assertThat(one.awaitEnd(1).user()).contains("one");
        }
    }

    @Test
    void whatTheCallbackThrowsEndsTheConnectBeforeItReachesTheServer() {
        try (SocksTestServer one = SocksTestServer.start()) {
            IllegalStateException sealed = new IllegalStateException("sealed " + PASSWORD);
            Credentials credentials =
                    _ -> {
                        throw sealed;
                    };
            Tsocks tsocks = clientFor(Clients.through(one)).credentials(credentials).build();
            assertThatThrownBy(() -> tsocks.connect("a.test", 80))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a.test:80 via socks5://")
                    .hasMessageNotContaining(PASSWORD)
                    .hasCause(sealed);
            assertThat(one.sessions()).isEmpty();
        }
    }

    @Test
    void aCallbackThatHangsHasADeadline() {
        CountDownLatch never = new CountDownLatch(1);
        try (SocksTestServer one = SocksTestServer.start()) {
            Credentials credentials = new Hanging(never);
            Tsocks tsocks =
                    clientFor(Clients.through(one))
                            .credentials(credentials)
                            .deadlines(Deadlines.all(Duration.ofMillis(50)))
                            .build();
            assertThatThrownBy(() -> tsocks.connect("a.test", 80))
                    .isInstanceOfSatisfying(
                            SocksException.class,
                            e -> assertThat(e.errno()).hasToString("ETIMEDOUT"));
        } finally {
            never.countDown();
        }
    }

    private record Hanging(CountDownLatch until) implements Credentials {
        @Override
        public Optional<Login> login(ProxyServer server) {
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }
    }

    private static Optional<Credentials.Login> login(String user) {
        return Optional.of(new Credentials.Login(user, Secret.of(PASSWORD)));
    }

    private static SocksTestServer server(TargetServer target, String user) {
        return SocksTestServer.builder()
                .redirectAll(target.address())
                .login(user, PASSWORD)
                .start();
    }

    private static String both(SocksTestServer one, SocksTestServer two) {
        return path("10.1.0.0", one) + path("10.2.0.0", two);
    }

    private static String path(String network, SocksTestServer server) {
        return """
               path {
               reaches = %s/255.255.0.0
               server = 127.0.0.1
               server_type = 5
               server_port = %d
               }
               """
                .formatted(network, server.port());
    }
}
