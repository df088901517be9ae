package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.assertEchoes;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Tsocks;
import io.tsocks.client.testing.TlsPolicies;
import io.tsocks.engine.ProxyServer;
import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.TlsFront;
import io.tsocks.testing.UnixFront;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The servers through which a gateway leads its clients.
@SuppressWarnings("try") // Clients leave before the end of their blocks.
class GatewayServersTest {

    private static void assertCarries(Tsocks tsocks, String... servers) throws Exception {
        try (TestGateway gateway = TestGateway.with(tsocks)) {
            try (Socket socket = gateway.socks5("a.test", 80)) {
                assertEchoes(socket);
                socket.shutdownOutput();
                assertThat(socket.getInputStream().read()).isNegative();
            }
            ConnectionInfo info = gateway.awaitClosed().connection();
            assertThat(info.bytesUp()).isEqualTo(5);
            assertThat(info.bytesDown()).isEqualTo(5);
            assertThat(TestGateway.route(info).servers())
                    .extracting(ProxyServer::uri)
                    .containsExactly(servers);
        }
    }

    @Test
    void aServerInsideTls(@TempDir Path folder) throws Exception {
        Authority authority = Authority.create("the test's");
        Path ca =
                Files.writeString(
                        folder.resolve("ca.pem"), Identity.pem(List.of(authority.certificate())));
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address());
                TlsFront front = TlsFront.start(authority.issue("127.0.0.1"), server.address())) {
            String uri = "socks5+tls://127.0.0.1:" + front.port();
            assertCarries(
                    clientFor(
                                    TlsPolicies.with(
                                            policy("server = " + uri + "\n"),
                                            TlsPolicies.trust(ca)))
                            .build(),
                    uri);
        }
    }

    @Test
    void aServerAtAnAfUnixSocket(@TempDir Path folder) throws Exception {
        Path path = folder.resolve("server");
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address());
                UnixFront front = UnixFront.start(path, server.address())) {
            assertThat(front).isNotNull();
            assertCarries(
                    clientFor(policy("server = unix:" + path + "\n")).build(), "unix:" + path);
        }
    }

    @Test
    void aServerThatIsReachedThroughAnother() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer far = leadingTo(target.address());
                SocksTestServer near = leadingTo(far.address())) {
            String conf =
                    """
                    chain = yes
                    remote_dns = yes
                    path {
                        reaches = 192.0.2.0/24
                        server = socks5://127.0.0.1:%d
                    }
                    server = socks5://192.0.2.9:1080
                    """
                            .formatted(near.port());
            assertCarries(
                    clientFor(policy(conf)).build(),
                    "socks5://127.0.0.1:" + near.port(),
                    "socks5://192.0.2.9:1080");
        }
    }

    @Test
    void whenAServerFailsItsConnectionsBreakAndAnotherStandsIn() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer spare = leadingTo(target.address());
                SocksTestServer first = leadingTo(target.address())) {
            String conf =
                    "server = socks5://127.0.0.1:%d\nserver = socks5://127.0.0.1:%d\n"
                            .formatted(first.port(), spare.port());
            try (TestGateway gateway = TestGateway.with(clientFor(policy(conf)).build());
                    Socket one = gateway.socks5("a.test", 80)) {
                assertEchoes(one);
                first.close();
                assertThat(hasEnded(one)).isTrue();
                one.close();
                assertThat(gateway.awaitClosed().connection().id()).isEqualTo(1);
                try (Socket two = gateway.socks5("a.test", 80)) {
                    assertEchoes(two);
                    assertThat(
                                    TestGateway.route(gateway.gateway.connections().getFirst())
                                            .servers())
                            .extracting(ProxyServer::uri)
                            .containsExactly("socks5://127.0.0.1:" + spare.port());
                }
            }
        }
    }

    private static boolean hasEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
