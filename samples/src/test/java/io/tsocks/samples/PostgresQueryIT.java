package io.tsocks.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Postgres;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testserver.SocksTestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresQueryIT {

    @TempDir private Path folder = Path.of("");

    @Test
    @RequiresProgram({"postgres", "initdb"})
    void theDriverReachesAServerThroughItsConnectionString() throws Exception {
        try (Postgres postgres = Postgres.start();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(postgres.address()).start()) {
            String conf = Conf.through(server, folder);
            String printed =
                    Conf.run(
                            PostgresQuery::main,
                            conf,
                            "db.test:5432",
                            postgres.user(),
                            "select 6 * 7");
            assertThat(printed).isEqualTo("42\n");
            assertThat(server.awaitEnd(1).request())
                    .hasToString("Optional[SOCKS5 command 1 db.test:5432]");
        }
    }
}
