package io.tsocks.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.protobuf.services.HealthStatusManager;
import io.tsocks.samples.Conf.Program;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each sample program, with the real library in it, reaches a host that only the SOCKS server
/// knows.
class SampleProgramsTest {

    @TempDir private Path folder = Path.of("");

    static Stream<String> pages() {
        return PAGES.keySet().stream();
    }

    private static final Map<String, Program> PAGES =
            Map.of(
                    "HttpURLConnection", UrlConnection::main,
                    "java.net.http", JavaHttpClient::main,
                    "OkHttp", OkHttpPage::main,
                    "Apache HttpClient", ApachePage::main,
                    "Jetty", JettyPage::main,
                    "Reactor Netty", ReactorPage::main);

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsFetchedThroughTheServer(String library) throws Exception {
        Program program = java.util.Objects.requireNonNull(PAGES.get(library));
        try (TargetServer target = TargetServer.http("a page\n");
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            String conf = Conf.through(server, folder);
            assertThat(Conf.run(program, conf, "http://shop.test/a?b=c")).isEqualTo("a page\n");
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 shop.test:80]");
        }
    }

    static Stream<String> lines() {
        return LINES.keySet().stream();
    }

    private static final Map<String, Program> LINES =
            Map.of("Socket", PlainSocket::main, "Netty", NettyLine::main);

    @ParameterizedTest
    @MethodSource("lines")
    void aLineIsSentThroughTheServer(String library) throws Exception {
        Program program = java.util.Objects.requireNonNull(LINES.get(library));
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            String conf = Conf.through(server, folder);
            assertThat(Conf.run(program, conf, "echo.test", "7")).isEqualTo("hello\n");
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 echo.test:7]");
        }
    }

    @Test
    void aGrpcServerIsAskedThroughTheServer() throws Exception {
        Server target =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .addService(new HealthStatusManager().getHealthService())
                        .build()
                        .start();
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getPort());
        try (SocksTestServer server = SocksTestServer.builder().redirectAll(address).start()) {
            String conf = Conf.through(server, folder);
            assertThat(Conf.run(GrpcHealth::main, conf, "shop.test:50051")).isEqualTo("SERVING\n");
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 shop.test:50051]");
        } finally {
            target.shutdownNow();
        }
    }
}
