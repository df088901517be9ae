package io.tsocks.testserver;

import static io.tsocks.testserver.RawClient.ip4;
import static io.tsocks.testserver.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.TargetServer;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a server with a login does, byte by byte.
class ServerLoginTest {

    private final TargetServer echo = TargetServer.echo();

    @AfterEach
    void closeTarget() {
        echo.close();
    }

    private String connectToEcho() {
        return "05 01 00 " + ip4(echo.address());
    }

    @Test
    void aRightLoginIsThreeFlights() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start();
                RawClient client = new RawClient(server)) {
            assertThat(client.send("05 02 00 02").read(2)).isEqualTo("05 02");
            client.send("01 05 " + text("alice") + " 06 " + text("secret"));
            assertThat(client.read(2)).isEqualTo("01 00");
            client.send(connectToEcho()).read(10);
            client.leave();
            Session session = server.awaitEnd(1);
            assertThat(session.flights()).isEqualTo(3);
            assertThat(session.user()).contains("alice");
            assertThat(session.loggedIn()).isTrue();
            assertThat(session.toString()).doesNotContain("secret");
        }
    }

    @Test
    void aWrongLoginIsRefusedAndTheConnectionClosed() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start();
                RawClient client = new RawClient(server)) {
            client.greet("05 01 02");
            client.send("01 05 " + text("alice") + " 05 " + text("wrong"));
            assertThat(client.read(3)).isEqualTo("01 01");
            client.leave();
            assertThat(server.awaitEnd(1).loggedIn()).isFalse();
        }
    }

    @Test
    void noMethodInCommonIsFf() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start();
                RawClient client = new RawClient(server)) {
            assertThat(client.send("05 01 00").read(3)).isEqualTo("05 ff");
        }
    }

    @Test
    void socks4IsRefusedWhereALoginIsNeeded() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start();
                RawClient client = new RawClient(server)) {
            client.send("04 01 00 50 7f 00 00 01 " + text("alice") + " 00");
            assertThat(client.read(2)).isEqualTo("00 5b");
        }
    }

    @Test
    void aLoginsPasswordIsNotInItsText() {
        assertThat(new Settings.Login("alice", "secret").toString()).doesNotContain("secret");
        assertThat(Set.of(new Request(5, 1, "::1", 80)).toString()).contains("[::1]:80");
    }
}
