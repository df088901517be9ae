package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Policies that options say.
class ServerOptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10.1.2.3:80       | direct
                    web.corp.example  | direct (local at line 2 names it)
                    192.0.2.1         | direct
                    8.8.8.8:53        | via socks5://192.0.2.1:1080 (default server at line 4)
                    www.example:443   | via socks5://192.0.2.1:1080 (default server at line 4, by remote_dns)
                    """)
    void destinationsAreAnsweredByThem(String destination, String answer) {
        CommandRun run =
                route(
                        Map.of(),
                        "-s",
                        "socks5h://192.0.2.1",
                        "--direct",
                        "10.0.0.0/8",
                        "--direct=.corp.example",
                        destination);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(answer + "\n");
    }

    @Test
    void theVariablesOfOtherProgramsAreUnderstood() {
        Map<String, String> environment =
                Map.of("all_proxy", "socks5://joe:tulip@127.0.0.1:9050", "no_proxy", "10.0.0.0/8");
        assertThat(route(environment, "--env", "8.8.8.8").out())
                .isEqualTo("via socks5://127.0.0.1:9050 (default server at line 2)\n");
        assertThat(route(environment, "--env", "10.1.1.1").out()).isEqualTo("direct\n");
    }

    @Test
    void theyCanBeLinted() {
        CommandRun run = validate("-s", "socks5://127.0.0.1", "--direct", "10.0.0.0/8", "--print");
        assertThat(run.transcript()).contains("options", "10.0.0.0/8", "socks5://127.0.0.1:1080");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -s ftp://h                | is not the scheme of a server
                    --direct 10.0.0.0/8       | there is no server
                    -s socks5://h --env       | -s and --env both name a server: give one
                    -s socks5://127.0.0.1 a.conf | there is no file to read, watch or change
                    -s socks5://127.0.0.1 --fix  | there is no file to read, watch or change
                    """)
    void whatIsNoPolicyIsRefused(String arguments, String message) {
        CommandRun run = validate(arguments.split(" ", -1));
        assertThat(run.err()).contains(message);
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void aFileAndAServerAreTwoPolicies() {
        CommandRun run = route(Map.of(), "-f", Confs.OFFICE, "-s", "socks5://127.0.0.1", "::1");
        assertThat(run.err()).contains("-f names the policy, and so do -s and --env: give one");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    private static CommandRun route(Map<String, String> environment, String... arguments) {
        return CommandRun.of(new RouteCommand(Resolver.none()), "", environment, arguments);
    }

    private static CommandRun validate(String... arguments) {
        return CommandRun.of(new ValidateCommand(), arguments);
    }
}
