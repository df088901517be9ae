package io.tsocks.launcher.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Approved;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.UnixFront;
import io.tsocks.testserver.Request;
import io.tsocks.testserver.SocksTestServer;
import io.tsocks.testserver.SocksTestServerBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tsocks-inspect says of servers at AF_UNIX sockets.
class InspectUnixTest {

    private final TargetServer target = TargetServer.echo();

    @TempDir private Path folder;
    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("socks");
    }

    @AfterEach
    void stop() {
        target.close();
    }

    private SocksTestServerBuilder server() {
        return SocksTestServer.builder().redirectAll(target.address());
    }

    private String stable(InspectRun run) {
        return run.stable(target.port()).replace(path.toString(), "/PATH");
    }

    @Test
    void theServerIsAskedAtItsSocket() {
        try (SocksTestServer server = server().start();
                UnixFront _ = UnixFront.start(path, server.address())) {
            InspectRun run = InspectRun.of("unix:" + path);

            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            Approved.verify("inspect/unix.txt", stable(run));
            assertThat(server.sessions())
                    .flatMap(session -> session.request().map(Request::host).stream().toList())
                    .isNotEmpty()
                    .allMatch(host -> host.matches("127.0.0.1|localhost|[0:]+1|0.0.0.0"));
        }
    }

    @Test
    void theJsonReportHasTheSocketInsteadOfAPort() {
        try (SocksTestServer server = server().start();
                UnixFront _ = UnixFront.start(path, server.address())) {
            assertThat(InspectRun.of("--json", "unix:" + path).out())
                    .startsWith("{\"version\":1,\"socket\":\"" + path + "\",\"socks\":true,")
                    .doesNotContain("\"host\"", "\"port\"")
                    .contains("\"socks4\":{\"support\":\"untested\"");
        }
    }

    @Test
    void aLoginGoesThroughTheSocket() {
        try (SocksTestServer server = server().login("alice", "secret").start();
                UnixFront _ = UnixFront.start(path, server.address())) {
            InspectRun run =
                    InspectRun.with(
                            Map.of("TSOCKS_PASSWORD", "secret"), "--user", "alice", "unix:" + path);

            assertThat(run.out())
                    .contains("server = unix:" + path + "\n    default_user = alice\n");
        }
    }

    @Test
    void aSocketWithoutServerIsUnreachable() {
        InspectRun run = InspectRun.of("unix:" + path);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-inspect: cannot connect to unix:"
                                + path
                                + ": No such file or directory\n");
    }
}
