package io.tsocks.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.Programs;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sample for Lettuce, with a real Redis server that only the SOCKS server knows.
@RequiresProgram("redis-server")
class LettucePingIT {

    @TempDir private Path folder = Path.of("");

    @Test
    void redisIsAskedThroughTheServer() throws Exception {
        int port = TargetServer.closedPort();
        Command command =
                Command.of(
                        Programs.get("redis-server").toString(),
                        "--port",
                        "" + port,
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        folder.toString());
        InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (RunningProgram redis = RunningProgram.start(command, folder.resolve("redis"));
                SocksTestServer server = SocksTestServer.builder().redirectAll(target).start()) {
            redis.awaitListening(port);
            String conf = Conf.through(server, folder);
            assertThat(Conf.run(LettucePing::main, conf, "redis://cache.test")).isEqualTo("PONG\n");
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 cache.test:6379]");
        }
    }
}
