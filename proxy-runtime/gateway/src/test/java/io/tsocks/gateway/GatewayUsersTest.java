package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.tsocks.client.Tsocks;
import io.tsocks.testing.KeepAliveHttpServer;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The users of a listener, and what a listener without users may be.
class GatewayUsersTest {

    private static final Users ANN = Users.parse(List.of("# who may", "", "ann:" + hash("secret")));

    private static String hash(String password) {
        return BCrypt.withDefaults().hashToString(4, password.toCharArray());
    }

    @Test
    void aUserWithTheRightPasswordIsServedBySocks5() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address());
                TestGateway gateway =
                        TestGateway.forUsers(clientFor(through(server)).build(), ANN)) {
            assertThat(gateway.exchangeHex(login("ann", "secret") + "050100 01 0a010203 0050 6869"))
                    .isEqualTo("0502" + "0100" + "05000001000000000000" + "6869");
            assertThat(gateway.awaitClosed().connection().user()).isEqualTo("ann");
        }
    }

    @ParameterizedTest
    @CsvSource({"ann, mistaken", "bob, secret", "'', secret", "ann, ''"})
    void nobodyElseIs(String user, String password) throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                TestGateway gateway =
                        TestGateway.forUsers(clientFor(through(server)).build(), ANN)) {
            assertThat(gateway.exchangeHex(login(user, password) + "050100 01 0a010203 0050"))
                    .isEqualTo("0502" + "0101");
            assertThat(gateway.exchange("CONNECT a.test:1 HTTP/1.1\r\n" + basic(user, password)))
                    .startsWith("HTTP/1.1 407 ")
                    .contains("\r\nProxy-Authenticate: Basic ");
            assertThat(server.sessions()).isEmpty();
            assertThat(gateway.events.toString()).doesNotContain("secret", "mistaken");
        }
    }

    @Test
    void withoutALoginNothingIsServed() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                TestGateway gateway =
                        TestGateway.forUsers(clientFor(through(server)).build(), ANN)) {
            assertThat(gateway.exchangeHex("050100 050100 01 0a010203 0050")).isEqualTo("05ff");
            assertThat(gateway.exchangeHex("0401 0050 0a010203 616e6e 00"))
                    .isEqualTo("005b000000000000");
            assertThat(gateway.exchange("GET http://a.test/ HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 407 ");
            assertThat(server.sessions()).isEmpty();
        }
    }

    @Test
    void aUserIsServedByHttpAndTheLoginStaysHere() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.named("site");
                SocksTestServer server = leadingTo(target.address());
                TestGateway gateway =
                        TestGateway.forUsers(clientFor(through(server)).build(), ANN)) {
            assertThat(gateway.exchange("GET http://a.test/ HTTP/1.1\r\n" + basic("ann", "secret")))
                    .endsWith("site");
            assertThat(String.join("", target.requests())).doesNotContain("Proxy", "YW5u");
        }
    }

    @Test
    void aListenerWithoutUsersTakesAnyLogin() throws Exception {
        try (TestGateway gateway = TestGateway.of("# loopback")) {
            assertThat(gateway.exchangeHex(login("any", "thing"))).isEqualTo("0502" + "0100");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:1080", "[::]:1080", "192.0.2.1:1080"})
    void withoutUsersNoOtherMachineCanUseIt(String address) {
        ListenAddress listen = ListenAddress.parse(address);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerConfig.open(listen))
                .withMessageContaining("without a password")
                .withMessageContaining("give it users");
        assertThat(ListenerConfig.of(listen, ANN).address()).hasToString(address);
    }

    @Test
    void aListenerForAllAddressesDoesNotConnectToItself() throws Exception {
        ListenAddress all =
                new ListenAddress.Tcp(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0));
        Tsocks tsocks = Tsocks.parse("# loopback");
        try (Gateway gateway =
                Gateway.start(
                        () -> ActivePolicy.of(tsocks),
                        GatewayConfig.of(ListenerConfig.of(all, ANN)),
                        _ -> {})) {
            int port = ((ListenAddress.Tcp) gateway.addresses().getFirst()).address().getPort();
            Guard guard = new Guard(ReachableAddresses.STANDARD, gateway.addresses());
            for (String host : new String[] {"127.0.0.1", "127.9.9.9", "::1"}) {
                assertThatThrownBy(
                                () ->
                                        guard.checkConnect(
                                                new InetSocketAddress(
                                                        InetAddress.ofLiteral(host), port)))
                        .isInstanceOf(Guard.ForbiddenException.class);
            }
            guard.checkConnect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port - 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ann, line 1: not USER:HASH",
        ":x, line 1: not USER:HASH",
        "ann:secret, line 1: the hash is not one of bcrypt",
        "ann:$2b$31$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, line 1: the cost of the hash",
        "'', line 1: no users",
    })
    void aFileOfUsersIsReadStrictly(String line, String message, @TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("users"), line + "\n");
        assertThatThrownBy(() -> Users.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ", " + message)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("aaaa");
    }

    @Test
    void aUserHasOneLine() {
        String line = "ann:" + hash("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Users.parse(List.of(line, line)))
                .withMessage("line 2: the user ann has another line above");
    }

    @Test
    void theHashesOfHtpasswdAreUnderstood() {
        Users users =
                Users.parse(
                        List.of(
                                "u:"
                                        + BCrypt.with(BCrypt.Version.VERSION_2Y)
                                                .hashToString(5, "pässword".toCharArray())));
        assertThat(users.verify("u", "pässword")).isTrue();
        assertThat(users.verify("u", "password")).isFalse();
        assertThat(users.verify("u", "x".repeat(255))).isFalse();
    }

    @Test
    void aGoodLoginIsRememberedForAWhileAndABadOneIsNot() {
        AtomicLong clock = new AtomicLong();
        LoginCheck check = new LoginCheck(ANN, clock::get);
        assertThat(check.isGood("ann", "secret")).isTrue();
        assertThat(check.isGood("ann", "wrong")).isFalse();
        long hashes = check.hashes();
        for (int i = 0; i < 1000; i++) {
            assertThat(check.isGood("ann", "secret")).isTrue();
        }
        assertThat(check.hashes()).isEqualTo(hashes);
        assertThat(check.isGood("ann", "wrong")).isFalse();
        assertThat(check.isGood("anns", "ecret")).isFalse();
        assertThat(check.hashes()).isEqualTo(hashes + 2);
        clock.addAndGet(java.time.Duration.ofMinutes(5).toNanos());
        assertThat(check.isGood("ann", "secret")).isTrue();
        assertThat(check.hashes()).isEqualTo(hashes + 3);
    }

    private static String login(String user, String password) {
        return "050102 01" + counted(user) + counted(password);
    }

    private static String counted(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return "%02x".formatted(bytes.length) + HexFormat.of().formatHex(bytes);
    }

    private static String basic(String user, String password) {
        return "Proxy-Authorization: Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8))
                + "\r\n\r\n";
    }
}
