package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.tsocks.engine.Resolver;
import io.tsocks.testing.Approved;
import io.tsocks.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers inside TLS and at AF_UNIX sockets, in all answers.
class TlsServersTest {

    private static final String TLS = "src/test/conf/tls.conf";
    private static final String ONE = "sha256/47VQjg4nayhfU5+/dayxI8j57jn7LJtk61TIDswU84M=";
    private static final String TWO = "sha256/4uZsxzvzdoP1MmoltA+bhSRhkl4ekZbbSUBOdDsLPW8=";

    @TempDir private Path folder;

    @Test
    void thePolicyIsPrintedWithItsTrust() {
        Approved.verify(
                "tls-print.txt",
                CommandRun.of(
                                new ValidateCommand(),
                                "--print",
                                "--ignore=TS329,TS506,TS507,TS508,TS510,TS511",
                                TLS)
                        .transcript());
    }

    @Test
    void theJsonOfARouteHasTheTrust() throws IOException {
        CommandRun run =
                route("-f", TLS, "--json", "172.30.1.1:443", "172.31.1.1:5432", "192.0.2.1");
        Approved.verify("tls-routes.json", run.out());
        JsonSchema schema = schema("route.schema.json");
        assertThat(run.out().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
    }

    @Test
    void theSchemaTellsAPlaceFromAnother() throws IOException {
        String answer = route("-f", TLS, "--json", "172.31.1.1:5432").out();
        assertThat(schema("route.schema.json").validate(answer, InputFormat.JSON)).isEmpty();
        String two = answer.replace("\"path\":", "\"host\":\"h\",\"port\":1,\"path\":");
        String none = answer.replace("\"path\":\"/run/bastion/socks\",", "");
        for (String wrong : new String[] {two, none}) {
            assertThat(wrong).isNotEqualTo(answer);
            assertThat(schema("route.schema.json").validate(wrong, InputFormat.JSON)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "via unix:/run/bastion/socks, 172.31.0.0/16",
        "via https://10.30.0.11, 192.0.0.0/2",
        "via socks5+tls://10.30.4.1:1443, 172.30.0.0/16",
    })
    void aServerIsFoundByItsUri(String question, String network) throws IOException {
        CommandRun run = route("find", "-a", "--json", "-f", TLS, question);
        assertThat(run.out()).contains(network);
        assertThat(schema("route-questions.schema.json").validate(run.out(), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tls_pin = %1$s        | tls_pin = %2$s | with tls_pin %2$s
                    tls_pin = %1$s        |                | with the trust of the system
                                          | tls_ca = /ca   | with tls_ca /ca
                    tls_ca = /ca          | tls_ca = /ca\\ntls_client = /me | with tls_ca /ca, tls_client /me
                    """)
    void anotherTrustIsAChange(@Nullable String before, @Nullable String after, String change)
            throws IOException {
        CommandRun run = route("diff", conf("a.conf", before), conf("b.conf", after));
        assertThat(run.out()).contains("https://127.0.0.1:443 " + change.formatted(ONE, TWO));
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void theOrderOfPinsIsNone() throws IOException {
        CommandRun run =
                route(
                        "diff",
                        conf("a.conf", "tls_pin = %1$s\\ntls_pin = %2$s"),
                        conf("b.conf", "tls_pin = %2$s\\ntls_pin = %1$s"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    private String conf(String name, @Nullable String line) throws IOException {
        String lines = line == null ? "" : line.replace("\\n", "\n").formatted(ONE, TWO) + "\n";
        return Files.writeString(folder.resolve(name), "server = https://127.0.0.1\n" + lines)
                .toString();
    }

    private static CommandRun route(String... arguments) {
        return CommandRun.of(new RouteCommand(Resolver.none()), arguments);
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Project.home().resolve("docs").resolve(name)));
    }
}
