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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the commands say of groups of servers.
class GroupTest {

    private static final String GROUPS = "src/test/conf/groups.conf";

    private static final Resolver RESOLVER =
            host -> {
                if (host.equals("in.example")) {
                    return List.of(InetAddress.ofLiteral("10.0.0.7"));
                }
                if (host.equals("out.example")) {
                    return List.of(InetAddress.ofLiteral("192.0.2.7"));
                }
                throw new UnknownHostException(host);
            };

    @TempDir private Path folder;

    @Test
    void aRouteNamesTheServersThatCanCarryIt() {
        Approved.verify(
                "group-routes.txt",
                route(
                                "-f",
                                GROUPS,
                                "--explain",
                                "192.0.2.1:443",
                                "[2001:db8::1]:443",
                                "www.example:443",
                                "150.0.0.1",
                                "151.0.0.1",
                                "152.0.0.1",
                                "150.0.0.0/16")
                        .transcript());
    }

    @Test
    void thePolicyIsPrintedWithItsGroups() {
        Approved.verify(
                "group-print.txt",
                CommandRun.of(
                                new ValidateCommand(),
                                "--print",
                                "--ignore=TS401,TS402,TS506,TS507,TS508",
                                GROUPS)
                        .transcript());
    }

    @Test
    void theJsonOfARouteHasTheGroup() throws IOException {
        CommandRun run = route("-f", GROUPS, "--json", "192.0.2.1:443", "150.0.0.0/16", "::1", "b");
        Approved.verify("group-routes.json", run.out());
        JsonSchema schema = schema("route.schema.json");
        assertThat(run.out().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
    }

    @Test
    void theJsonOfQuestionsHasTheGroup() throws IOException {
        JsonSchema schema = schema("route-questions.schema.json");
        for (String question : List.of("via 10.0.0.3", "any to names", "via any")) {
            CommandRun run = route("find", "--json", "-a", "-f", GROUPS, question);
            assertThat(schema.validate(run.out(), InputFormat.JSON)).as("%s", run.out()).isEmpty();
            assertThat(run.out()).contains("\"select\" : \"failover\"", "\"scheme\" : \"http\"");
        }
    }

    @Test
    void theSchemaTellsAGroupFromOthers() throws IOException {
        JsonSchema schema = schema("route.schema.json");
        String answer = route("-f", GROUPS, "--json", "192.0.2.1:443").out();
        for (String wrong :
                List.of(
                        answer.replace("failover", "random"),
                        answer.replace("\"recover\":\"after 3\",", ""),
                        answer.replace("after 3", "after 0"),
                        answer.replace("failover", "hash"),
                        answer.replace("\"scheme\":\"http\"", "\"scheme\":\"ftp\""),
                        answer.replace(
                                "\"scheme\":\"http\"", "\"scheme\":\"http\",\"version\":5"))) {
            assertThat(wrong).isNotEqualTo(answer);
            assertThat(schema.validate(wrong, InputFormat.JSON)).as("%s", wrong).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    via 10.0.0.1                     | 0
                    via http://10.0.0.3:3128         | 0
                    via socks5://10.0.0.3            | 1
                    via socks5://10.0.0.1:1080, else socks4a://10.0.0.2:1080, else http://10.0.0.3:3128 | 0
                    via socks5://10.0.0.1:1080, else http://10.0.0.3:3128 | 1
                    """)
    void anExpectationIsMetByAGroupWithTheServerOrByTheGroupItself(String outcome, int exit)
            throws IOException {
        Path file = Files.writeString(folder.resolve("e.tsv"), "192.0.2.1:443\t" + outcome + "\n");
        assertThat(route("test", "-f", GROUPS, file.toString()).exitCode()).isEqualTo(exit);
    }

    /// What the command answers and suggests can be pasted into a file of expectations.
    @Test
    void answersAndSuggestionsAreExpectations() throws IOException {
        Path file = folder.resolve("routes.tsv");
        Files.writeString(
                file, route("-f", GROUPS, "192.0.2.1:443", "2001:db8::1", "150.0.0.1").out());
        CommandRun run = route("test", "-f", GROUPS, file.toString());
        assertThat(run.exitCode()).as(run.transcript()).isZero();
        List<String> more =
                run.out()
                        .lines()
                        .filter(line -> line.contains("\tvia "))
                        .map(String::strip)
                        .toList();
        assertThat(more).isNotEmpty();
        Files.write(file, more);
        CommandRun again = route("test", "-f", GROUPS, file.toString());
        assertThat(again.exitCode()).as(again.transcript()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    server = http://127.0.0.2 | server = http://127.0.0.3 | via socks5://127.0.0.1:1080, else http://127.0.0.2:80 -> via socks5://127.0.0.1:1080, else http://127.0.0.3:80:
                    select = failover         | select = hash             | via socks5://127.0.0.1:1080, else http://127.0.0.2:80 -> via socks5://127.0.0.1:1080 or http://127.0.0.2:80 by host:
                    recover = after 2         | recover = never           | via socks5://127.0.0.1:1080, else http://127.0.0.2:80 -> via socks5://127.0.0.1:1080, else http://127.0.0.2:80, recover never:
                    server = http://127.0.0.2 | # none                    | via socks5://127.0.0.1:1080, else http://127.0.0.2:80 -> via socks5://127.0.0.1:1080:
                    server = http://127.0.0.2 | server = http://joe@127.0.0.2 | via socks5://127.0.0.1:1080, else http://127.0.0.2:80 -> via socks5://127.0.0.1:1080, else http://127.0.0.2:80 as joe:
                    """)
    void aGroupDiffersInItsServersItsSelectionAndItsRecovery(
            String old, String young, String change) {
        String before =
                """
                server = socks5://127.0.0.1
                server = http://127.0.0.2
                select = failover
                recover = after 2
                """;
        assertThat(diff(before, before.replace(old, young)).out()).startsWith(change);
    }

    @Test
    void anotherOrderIsAChangeAndAWordForTheStandardIsNone() {
        String one = "server = socks5://127.0.0.1\nserver = http://127.0.0.2\n";
        String other = "server = http://127.0.0.2\nserver = socks5://127.0.0.1\n";
        assertThat(diff(one, other).exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(diff(one, one + "select = failover\nrecover = after 2\n").exitCode())
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void aNewPasswordOfAGroupIsNotShown() {
        String group =
                """
                server = socks5://joe@127.0.0.1
                server = http://ann@127.0.0.2
                default_pass = nightingale
                """;
        assertThat(diff(group, group.replace("nightingale", "blackbird")).out())
                .startsWith(
                        "via socks5://127.0.0.1:1080 as joe, else http://127.0.0.2:80 as ann -> via"
                                + " socks5://127.0.0.1:1080 as joe, else http://127.0.0.2:80 as ann"
                                + " with another password: ")
                .doesNotContain("nightingale", "blackbird");
    }

    @Test
    void serversOfAGroupThatAreNotLocalAreLeftOutWhenTheirNamesAreKnown() {
        String conf =
                Confs.write(
                        folder,
                        "local = 10.0.0.0/8",
                        "server = socks5://out.example",
                        "server = socks4://127.0.0.1",
                        "server = http://in.example",
                        "server = socks5://nowhere.example",
                        "remote_dns = yes");
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(RESOLVER), "-f", conf, "192.0.2.1", "::2", "www.example");
        assertThat(run.out())
                .isEqualTo(
                        """
                        192.0.2.1\tvia socks4://127.0.0.1:1080, else http://in.example:80, else socks5://nowhere.example:1080 (default server at line 2)
                        ::2\tvia http://in.example:80, else socks5://nowhere.example:1080 (default server at line 2)
                        www.example\tvia http://in.example:80, else socks5://nowhere.example:1080 (default server at line 2, by remote_dns)
                        """);
        assertThat(run.err())
                .containsOnlyOnce("nowhere.example does not resolve here")
                .doesNotContain("in.example does");
    }

    @Test
    void severalOptionsAreAGroup() {
        assertThat(
                        route("-s", "socks5h://127.0.0.1", "-s", "http://127.0.0.2:3128", "8.8.8.8")
                                .out())
                .isEqualTo(
                        "via socks5://127.0.0.1:1080, else http://127.0.0.2:3128 (default server at"
                                + " line 1)\n");
        CommandRun run =
                CommandRun.of(
                        new ValidateCommand(),
                        "--print",
                        "-s",
                        "socks5://127.0.0.1",
                        "-s",
                        "socks4://127.0.0.2");
        assertThat(run.out()).contains("via socks5://127.0.0.1:1080, else socks4://127.0.0.2:1080");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(route("-s", "socks5://h", "-s", "http://h", "8.8.8.8").err())
                .contains("some of the servers would resolve names and others would not");
    }

    @Test
    void aMapNamesTheServersOfAGroup() {
        assertThat(route("map", "-f", GROUPS).out())
                .contains("via socks5://10.0.0.4:1080 and http://10.0.0.3:3128 in turn");
    }

    private CommandRun diff(String one, String other) {
        return CommandRun.of(
                new RouteCommand(Resolver.none()),
                other,
                Map.of(),
                "diff",
                Confs.write(folder, one),
                "-");
    }

    private static CommandRun route(String... arguments) {
        return CommandRun.of(new RouteCommand(Resolver.none()), arguments);
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Project.home().resolve("docs").resolve(name)));
    }
}
