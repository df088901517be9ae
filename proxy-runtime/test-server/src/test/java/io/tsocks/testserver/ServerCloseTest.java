package io.tsocks.testserver;

import static io.tsocks.testserver.RawClient.ip4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.testing.TargetServer;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A server that is closed leaves nothing open, and one with many clients serves them all.
class ServerCloseTest {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final TargetServer echo = TargetServer.echo();

    @AfterEach
    void closeTarget() {
        echo.close();
    }

    private String connectToEcho() {
        return "05 01 00 " + ip4(echo.address());
    }

    /// Neither direction of the relay would end by itself: the target keeps its end open, and reads
    /// nothing.
    @Test
    void closingEndsConnectionsThatTheirTargetKeepsOpen() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, HERE)) {
            InetSocketAddress address = (InetSocketAddress) mute.getLocalSocketAddress();
            SocksTestServer server = SocksTestServer.builder().redirectAll(address).start();
            try (RawClient client = new RawClient(server)) {
                client.send("05 01 00 " + connectToEcho()).read(12);
                client.leave();
            }
            try (Socket _ = mute.accept()) {
                server.close();
            }
            assertThat(server.awaitEnd(1).granted()).isTrue();
            assertThat(server.openConnections()).isZero();
        }
    }

    @Test
    void closingEndsTheWaitingForAPeer() throws Exception {
        SocksTestServer server = SocksTestServer.start();
        try (RawClient client = new RawClient(server)) {
            client.send("05 01 00 05 02 00 " + ip4(echo.address())).read(12);
            server.close();
        }
        assertThat(server.awaitEnd(1).granted()).isFalse();
    }

    @Test
    void closingEndsEveryConnectionAndThread() throws Exception {
        SocksTestServer server = SocksTestServer.start();
        try (RawClient idle = new RawClient(server);
                RawClient relaying = new RawClient(server)) {
            relaying.greet("05 01 00").send(connectToEcho()).read(10);
            server.awaitSession(2);
            server.close();
            server.close();
            assertThat(server.openConnections()).isZero();
            assertThat(idle.read(1)).isEmpty();
            assertThat(relaying.read(1)).isEmpty();
            assertThatThrownBy(() -> new RawClient(server)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void aThousandClientsAreServedAtOnce() throws Exception {
        try (SocksTestServer server = SocksTestServer.start()) {
            RawClient[] clients = new RawClient[1000];
            for (int i = 0; i < clients.length; i++) {
                clients[i] = new RawClient(server).send("05 01 00 " + connectToEcho());
            }
            for (RawClient client : clients) {
                assertThat(client.read(12)).startsWith("05 00 05 00");
                client.leave();
            }
            for (int i = 1; i <= clients.length; i++) {
                assertThat(server.awaitEnd(i).granted()).isTrue();
            }
            assertThat(server.openConnections()).isZero();
        }
    }
}
