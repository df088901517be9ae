package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The name of an address, which a name server would be asked for. Here a file answers in its
/// place.
class ReverseLookupIT {

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "socks5h, policy, 192.0.2.7",
        "socks5h, local,  www.example",
        "socks5,  policy, www.example",
    })
    void noNameServerLearnsOfAnAddressIfServersResolveNames(
            String scheme, String names, String name) throws IOException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "192.0.2.7 www.example\n");
        String options =
                "server=%s://127.0.0.1:9,direct=10.0.0.0/8,dns=%s".formatted(scheme, names);
        List<String> words =
                new ArrayList<>(AgentJar.visit(options, "lookup", "192.0.2.7", "80").words());
        words.add(1, "-Djdk.net.hosts.file=" + hosts);

        Command.Result result = Command.of(words.toArray(String[]::new)).result();

        assertThat(result.output()).endsWith(" " + name + "\n");
    }
}
