package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tsocks.engine.Resolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers with GSSAPI, in all answers.
class GssapiServersTest {

    private static final String SERVICE = "gssapi = integrity\ngssapi_service = socks/a.example\n";

    @TempDir private Path folder;

    @Test
    void thePolicyIsPrintedWithItsDemand() throws IOException {
        String conf = conf("a.conf", SERVICE);
        CommandRun run = CommandRun.of(new ValidateCommand(), "--print", conf);
        assertThat(run.out())
                .contains(
                        "socks5://127.0.0.1:1080, gssapi integrity, gssapi_service socks/a.example");
    }

    @Test
    void theJsonOfARouteHasTheDemand() throws IOException {
        CommandRun run = route("-f", conf("a.conf", SERVICE), "--json", "192.0.2.1:80");
        assertThat(run.out())
                .contains(
                        "\"gssapi\":{\"protection\":\"integrity\",\"service\":\"socks/a.example\"}");
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(Path.of("../../docs/route.schema.json")));
        assertThat(schema.validate(run.out(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gssapi = integrity | gssapi = confidentiality | with gssapi confidentiality
                    gssapi = integrity | fallback = no | without gssapi
                    fallback = no | gssapi = integrity | with gssapi integrity
                    """)
    void anotherProtectionIsAChange(String before, String after, String change) throws IOException {
        CommandRun run = route("diff", conf("a.conf", before + "\n"), conf("b.conf", after + "\n"));
        assertThat(run.out()).contains("socks5://127.0.0.1:1080 " + change);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    private String conf(String name, String lines) throws IOException {
        return Files.writeString(folder.resolve(name), "server = socks5://127.0.0.1\n" + lines)
                .toString();
    }

    private static CommandRun route(String... arguments) {
        return CommandRun.of(new RouteCommand(Resolver.none()), arguments);
    }
}
