package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PolicyProxySelectorTest {

    @Test
    void aUrlConnectionGoesThroughTheServerByName() throws Exception {
        try (TargetServer target = TargetServer.http("hello");
                SocksTestServer server = leadingTo(target.address());
                PolicyProxySelector selector = open(through(server))) {
            HttpURLConnection connection = get(selector, "http://shop.test/a?b=c");
            assertThat(connection.getResponseCode()).isEqualTo(200);
            assertThat(connection.getInputStream().readAllBytes()).asString().isEqualTo("hello");
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 shop.test:80]");
        }
    }

    @Test
    void aSocketOfTheRunTimeGoesThroughTheServer() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address());
                PolicyProxySelector selector = open(through(server))) {
            Proxy proxy = selector.select(URI.create("socket://a.test:7")).getFirst();
            assertThat(proxy.type()).isEqualTo(Proxy.Type.SOCKS);
            try (Socket socket = new Socket(proxy)) {
                socket.connect(InetSocketAddress.createUnresolved("a.test", 7));
                Clients.assertEchoes(socket);
            }
            assertThat(server.awaitEnd(1).request().orElseThrow().host()).isEqualTo("a.test");
        }
    }

    @Test
    void aTunnelCarriesWhateverIsInIt() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address());
                PolicyProxySelector selector = open(through(server));
                Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(selector.address());
            String request = "CONNECT [2001:db8::1]:443 HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = "HTTP/1.1 200 Connected\r\n\r\n";
            assertThat(socket.getInputStream().readNBytes(answer.length()))
                    .asString()
                    .isEqualTo(answer);
            Clients.assertEchoes(socket);
        }
    }

    @Test
    void aRefusalIsSaidInTheClientsOwnProtocol() throws Exception {
        try (PolicyProxySelector selector = open(policy("local = 10.0.0.0/255.0.0.0"))) {
            assertThat(get(selector, "http://192.0.2.1/").getResponseCode()).isEqualTo(403);
            Proxy proxy = selector.select(URI.create("socket://192.0.2.1:7")).getFirst();
            try (Socket socket = new Socket(proxy)) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress("192.0.2.1", 7)))
                        .isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void aServerThatIsDownIsABadGateway() throws Exception {
        String text = "server = socks5://127.0.0.1:" + TargetServer.closedPort();
        try (PolicyProxySelector selector = open(policy(text))) {
            assertThat(get(selector, "http://a.test/").getResponseCode()).isEqualTo(502);
        }
    }

    @Test
    void nonsenseIsABadRequest() throws Exception {
        try (PolicyProxySelector selector = open(policy("local = 10.0.0.0/255.0.0.0"));
                Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(selector.address());
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes())
                    .asString()
                    .startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    @Test
    void nothingIsSelectedForNoUri() throws Exception {
        try (PolicyProxySelector selector = open(policy("local = 10.0.0.0/255.0.0.0"))) {
            assertThatThrownBy(() -> selector.select(null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @RepeatedTest(100)
    void aClosedSelectorServesNobody() throws Exception {
        PolicyProxySelector selector = open(policy("local = 10.0.0.0/255.0.0.0"));
        selector.close();
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            assertThatThrownBy(() -> socket.connect(selector.address()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static HttpURLConnection get(PolicyProxySelector selector, String url)
            throws Exception {
        URI uri = URI.create(url);
        return (HttpURLConnection) uri.toURL().openConnection(selector.select(uri).getFirst());
    }

    private static PolicyProxySelector open(io.tsocks.engine.Policy policy) throws IOException {
        return PolicyProxySelector.open(clientFor(policy).build());
    }
}
