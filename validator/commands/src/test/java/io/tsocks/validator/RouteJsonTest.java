package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tsocks.engine.Resolver;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The answers are what docs/route.schema.json promises.
class RouteJsonTest {

    private final JsonSchema schema = schema();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../samples/office.conf",
                "../../samples/cluster.conf",
                "../../samples/tor.conf",
                "../../samples/ssh.conf",
                "../../samples/ipv6.conf",
                "../../samples/mistakes.conf",
                Confs.NAMES,
                DiffCommandTest.NAMES_CHANGED
            })
    void everyAnswerMatchesTheSchema(String conf) {
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        "--json",
                        "--explain",
                        "--all-addresses",
                        "-f",
                        conf,
                        "10.1.2.3:80",
                        "10.1.2.3",
                        "192.168.10.4:22",
                        "[2001:db8:20::1]:443",
                        "localhost:80",
                        "nobody.example:80",
                        "www.corp.example:80",
                        "old.cloud.example:443",
                        "x.onion",
                        "nobody.test",
                        "bad:port",
                        "10.0.0.0/8:80",
                        "\u00e9\u0001\"\\");
        assertThat(run.out().lines()).hasSize(13).allSatisfy(this::matches);
    }

    /// What answers have in common is written once.
    @ParameterizedTest
    @ValueSource(strings = {"office", "cluster", "chain", "standby", "cloud", "kerberos"})
    void anAnswerIsTheSameAloneAndAmongOthers(String sample) {
        String conf = "../../samples/" + sample + ".conf";
        String[] destinations = {
            "10.1.2.3:80", "10.1.2.3:80", "192.168.10.4:22", "nobody.test", "x.onion",
            "10.1.2.4:80", "172.16.0.1:443", "[2001:db8:20::1]:443", "8.8.8.8:53", "bad:port"
        };
        String alone =
                Stream.of(destinations)
                        .map(one -> answers(conf, one))
                        .collect(Collectors.joining());
        assertThat(answers(conf, destinations)).isEqualTo(alone);
    }

    private static String answers(String conf, String... destinations) {
        String[] options = {"--json", "-f", conf};
        return CommandRun.of(
                        new RouteCommand(Resolver.none()),
                        Stream.of(options, destinations).flatMap(Stream::of).toArray(String[]::new))
                .out();
    }

    @Test
    void theSchemaTellsAnswersFromOtherObjects() {
        assertThat(schema.validate("{\"destination\":\"x\"}", InputFormat.JSON)).isNotEmpty();
        assertThat(
                        schema.validate(
                                "{\"destination\":\"x\",\"host\":\"x\",\"route\":\"via\","
                                        + "\"rule\":{\"kind\":\"path\",\"text\":\"x\"}}",
                                InputFormat.JSON))
                .isNotEmpty();
    }

    private void matches(String line) {
        assertThat(schema.validate(line, InputFormat.JSON)).as("%s", line).isEmpty();
    }

    private static JsonSchema schema() {
        Path file = Project.home().resolve("docs/route.schema.json");
        try {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
