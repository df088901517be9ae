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
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the commands say of servers behind servers.
class ChainTest {

    private static final String CONF = "src/test/conf/chain.conf";

    private static final Resolver RESOLVER =
            host -> {
                if (host.equals("gate.example")) {
                    return List.of(InetAddress.ofLiteral("172.20.0.9"));
                }
                throw new UnknownHostException(host);
            };

    @TempDir private Path folder;

    @Test
    void theExplanationShowsTheWayToEachServer() {
        Approved.verify(
                "chain-routes.txt",
                route(
                                "-f",
                                CONF,
                                "--explain",
                                "192.168.41.7:502",
                                "press.machines.example:502",
                                "172.20.3.4:443",
                                "192.168.50.1",
                                "192.168.60.1",
                                "192.0.2.7:443")
                        .transcript());
    }

    @Test
    void aRouteWithoutAnExplanationNamesTheLastServer() {
        assertThat(route("-f", CONF, "192.168.41.7:502").out())
                .isEqualTo(
                        "via socks5://192.168.40.9:1080, else socks5://192.168.40.10:1080 (path at"
                                + " line 11)\n");
    }

    @Test
    void thePolicyIsPrintedWithTheWays() {
        Approved.verify(
                "chain-print.txt",
                CommandRun.of(
                                new ValidateCommand(),
                                "--print",
                                "--ignore=TS315,TS402,TS501,TS502,TS504,TS506,TS507,TS508,TS509",
                                CONF)
                        .transcript());
    }

    @Test
    void theJsonOfARouteHasTheWays() throws IOException {
        CommandRun run =
                route(
                        "-f",
                        CONF,
                        "--json",
                        "192.168.41.7:502",
                        "192.168.50.1",
                        "192.168.60.1",
                        "172.20.3.4",
                        "192.0.2.7");
        Approved.verify("chain-routes.json", run.out());
        JsonSchema schema = schema("route.schema.json");
        assertThat(run.out().lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
        String first = run.out().lines().findFirst().orElseThrow();
        for (String wrong :
                List.of(
                        first.replace("\"to\":", "\"of\":"),
                        first.replaceFirst(
                                "\"route\":\"via\",\"server\"", "\"route\":\"direct\",\"server\""),
                        first.replaceFirst("(?<=\"through\":).*?\\](?=,\"rule\")", "[]"))) {
            assertThat(wrong).isNotEqualTo(first);
            assertThat(schema.validate(wrong, InputFormat.JSON)).as("%s", wrong).isNotEmpty();
        }
    }

    @Test
    void aCircleIsShown() throws IOException {
        String conf = conf("server = socks5://10.2.0.1", "chain = yes");
        CommandRun run = CommandRun.of(new ValidateCommand(), conf);
        assertThat(run.transcript())
                .contains(
                        "TS216",
                        "the server could only be reached through itself: socks5://10.2.0.1:1080"
                                + " through socks5://10.2.0.1:1080");
    }

    @Test
    void anotherWayToAServerIsADifference() throws IOException {
        String old = Files.readString(Path.of(CONF));
        String young = old.replace("socks5://10.20.0.11", "socks5://10.20.0.12");
        CommandRun run =
                diff(old, young.replace("10.20.0.12", "10.20.0.12\nserver = http://10.20.0.13"));
        Approved.verify("chain-diff.txt", run.transcript().replace(folder.toString(), ""));
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
        CommandRun json = diff(old, young, "--json");
        assertThat(schema("route-questions.schema.json").validate(json.out(), InputFormat.JSON))
                .as("%s", json.out())
                .isEmpty();
        assertThat(json.out())
                .contains(
                        "\"wayChanges\"",
                        "\"before\" : \"through socks5://10.20.0.11:1080\"",
                        "\"after\" : \"through socks5://10.20.0.12:1080\"");
        assertThat(diff(old, young, "--format", "markdown").out())
                .contains("The way to the server `http://172.20.0.5:3128`.");
    }

    /// The same routes, through the same servers.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "local = 172.20.0.5/32",
                "fallback = yes\nchain = yes\nlocal = 172.20.0.5/32"
            })
    void aServerReachedDirectlyIsADifferenceToOneReachedThroughAnother(String lines)
            throws IOException {
        String old =
                """
                local = 10.20.0.0/16
                path {
                    reaches = 172.20.0.0/16
                    server = http://10.20.0.1
                }
                path {
                    reaches = 192.168.0.0/16
                    server = http://172.20.0.5
                }
                """;
        assertThat(diff(old + "chain = yes\n", old + lines + "\n").out())
                .contains(
                        "the way to http://172.20.0.5:80: through http://10.20.0.1:80 -> directly");
    }

    @Test
    void twoTextsForTheSameWaysAreEqual() throws IOException {
        String old = Files.readString(Path.of(CONF));
        String young = old.replace("chain = yes", "") + "chain = yes\n";
        assertThat(young).isNotEqualTo(old);
        assertThat(diff(old, young).exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void aServerThatAnotherOneFindsByNameNeedNotResolveHere() throws IOException {
        String behind =
                conf(
                        "path {",
                        "reaches = .example",
                        "server = socks5://127.0.0.1",
                        "}",
                        "server = socks5://no-such.example",
                        "chain = yes");
        assertThat(route("-f", behind, "192.0.2.1").err()).isEmpty();
        String known =
                conf("local = 10.0.0.0/8", "server = socks5://no-such.example", "chain = yes");
        assertThat(route("-f", known, "192.0.2.1").err()).contains("no-such.example");
    }

    private String conf(String... lines) throws IOException {
        return Files.writeString(folder.resolve("c.conf"), String.join("\n", lines) + "\n")
                .toString();
    }

    private CommandRun diff(String old, String young, String... options) throws IOException {
        Path before = Files.writeString(folder.resolve("old.conf"), old);
        Path after = Files.writeString(folder.resolve("new.conf"), young);
        return route(
                Stream.concat(
                                Stream.concat(Stream.of("diff"), Stream.of(options)),
                                Stream.of(before.toString(), after.toString()))
                        .toArray(String[]::new));
    }

    private static CommandRun route(String... arguments) {
        return CommandRun.of(new RouteCommand(RESOLVER), arguments);
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Project.home().resolve("docs").resolve(name)));
    }
}
