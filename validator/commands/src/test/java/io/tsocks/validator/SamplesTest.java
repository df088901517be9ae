package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each sample is a good file, and has beside it the routes that it gives.
class SamplesTest {

    private static final Path SAMPLES = Project.home().resolve("samples");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "office",
                "cluster",
                "tor",
                "ssh",
                "ipv6",
                "split-dns",
                "onion",
                "cloud",
                "standby",
                "chain",
                "tls",
                "kerberos"
            })
    void aSampleIsCleanAndRoutesAsItSays(String name) throws IOException {
        String conf = SAMPLES.resolve(name + ".conf").toString();
        CommandRun run = CommandRun.of(new ValidateCommand(), "--strict", conf);
        assertThat(run.exitCode()).as(run.transcript()).isEqualTo(ExitCode.CLEAN);

        String routes = Files.readString(SAMPLES.resolve(name + ".routes.tsv"));
        String destinations =
                routes.lines()
                        .map(line -> line.substring(0, line.indexOf('\t')) + "\n")
                        .reduce("", String::concat);
        var route = new RouteCommand(Resolver.none());
        assertThat(CommandRun.of(route, destinations, Map.of(), "-f", conf, "-").out())
                .isEqualTo(routes);
    }
}
