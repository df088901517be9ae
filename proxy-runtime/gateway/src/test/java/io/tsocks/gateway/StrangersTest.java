package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.through;
import static io.tsocks.gateway.HttpBridgeTest.exchange;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.testing.Clients;
import io.tsocks.testing.KeepAliveHttpServer;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What clients of a bridge may do that do not show that they are of this program.
class StrangersTest {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @Test
    void aClientThatSaysNothingIsToldThatItIsLate() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                PolicyProxySelector selector = open(server, PATIENCE);
                Socket client = HttpBridgeTest.connect(selector)) {
            assertThat(answer(client)).startsWith("HTTP/1.1 408 ").contains("within 0.2 s");
        }
    }

    /// Each byte is in time, and the request is not.
    @Test
    void aClientThatDripsIsLateToo() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                PolicyProxySelector selector = open(server, PATIENCE);
                Socket client = HttpBridgeTest.connect(selector)) {
            HttpBridgeTest.write(client, "GET http://a.test/");
            assertThat(drip(client)).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void aClientOfSocksThatIsLateIsLeft() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                PolicyProxySelector selector = open(server, PATIENCE);
                Socket client = HttpBridgeTest.connect(selector)) {
            HttpBridgeTest.write(client, "\5\2");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void ofTooManyTheOldestHasToGo() throws Exception {
        try (SocksTestServer server = SocksTestServer.start();
                PolicyProxySelector selector = open(server, Clients.SOON);
                Crowd crowd = new Crowd(selector, Strangers.MOST + 1)) {
            assertThat(answer(crowd.members.getFirst()))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("\r\nProxy-Status: tsocks; error=", "256 clients");
            HttpBridgeTest.write(crowd.members.getLast(), "GET http://a.test/ HTTP/1.1\r\n\r\n");
            assertThat(answer(crowd.members.getLast())).startsWith("HTTP/1.1 407 ");
        }
    }

    @Test
    void aClientOfTheProgramIsServedBesideACrowd() throws Exception {
        try (KeepAliveHttpServer target = KeepAliveHttpServer.answering(OK);
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server, Clients.SOON);
                Crowd crowd = new Crowd(selector, Strangers.MOST * 2)) {
            assertThat(crowd.members).hasSize(Strangers.MOST * 2);
            String request =
                    "GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\nProxy-Authorization: "
                            + selector.authorization()
                            + "\r\n\r\n";
            assertThat(exchange(selector, request)).endsWith("hi");
        }
    }

    @Test
    void whoIsAdmittedKeepsItsPlaceAndTime() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = Clients.leadingTo(target.address());
                PolicyProxySelector selector = open(server, Duration.ofSeconds(3));
                Socket client = HttpBridgeTest.connect(selector)) {
            HttpBridgeTest.write(
                    client,
                    "CONNECT a.test:7 HTTP/1.1\r\nProxy-Authorization: "
                            + selector.authorization()
                            + "\r\n\r\n");
            assertThat(client.getInputStream().readNBytes(26)).asString().endsWith("\r\n\r\n");
            try (Crowd crowd = new Crowd(selector, Strangers.MOST + 1)) {
                // All of the crowd are late now, and came later than this client.
                assertThat(answer(crowd.members.getLast())).startsWith("HTTP/1.1 408 ");
            }
            HttpBridgeTest.write(client, "hi");
            assertThat(client.getInputStream().readNBytes(2)).asString().isEqualTo("hi");
        }
    }

    /// Clients that say nothing, in the order in which they are accepted.
    private static final class Crowd implements AutoCloseable {

        final List<Socket> members = new ArrayList<>();

        Crowd(PolicyProxySelector selector, int size) throws IOException {
            for (int i = 0; i < size; i++) {
                members.add(HttpBridgeTest.connect(selector));
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket member : members) {
                member.close();
            }
        }
    }

    private static String answer(Socket client) throws IOException {
        return new String(
                client.getInputStream().readAllBytes(),
                java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static String drip(Socket client) throws IOException {
        client.setSoTimeout(10);
        while (true) {
            try {
                int first = client.getInputStream().read();
                client.setSoTimeout(0);
                return (char) first + answer(client);
            } catch (SocketTimeoutException e) {
                HttpBridgeTest.write(client, "a");
            }
        }
    }

    private static PolicyProxySelector open(SocksTestServer server, Duration patience)
            throws IOException {
        return PolicyProxySelector.open(clientFor(through(server)).build(), _ -> false, patience);
    }
}
