package io.tsocks.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Redis;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testserver.SocksTestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sample for Lettuce, with a real Redis server that only the SOCKS server knows.
@RequiresProgram("redis-server")
class LettucePingIT {

    @TempDir private Path folder = Path.of("");

    @Test
    void redisIsAskedThroughTheServer() throws Exception {
        try (Redis redis = Redis.start();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(redis.address()).start()) {
            String conf = Conf.through(server, folder);
            assertThat(Conf.run(LettucePing::main, conf, "redis://cache.test")).isEqualTo("PONG\n");
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 cache.test:6379]");
        }
    }
}
