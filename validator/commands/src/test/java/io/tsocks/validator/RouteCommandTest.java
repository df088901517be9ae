package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.engine.Resolver;
import io.tsocks.testing.Approved;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteCommandTest {

    private static final Resolver RESOLVER =
            host ->
                    switch (host) {
                        case "web.example" -> List.of(ip("10.1.2.3"));
                        case "two.example" -> List.of(ip("10.1.2.3"), ip("192.168.10.7"));
                        default -> throw new UnknownHostException(host);
                    };

    @TempDir private Path folder;

    @Test
    void oneDestinationIsAnsweredWithTheAnswerAlone() {
        CommandRun run = route("-f", Confs.OFFICE, "10.1.2.3:80");
        assertThat(run.out()).isEqualTo("via socks5://10.1.7.26:1081 (path at line 20)\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void severalDestinationsAreRepeatedBeforeTheirAnswers() {
        Approved.verify(
                "route-several.txt",
                route(
                                "-f",
                                Confs.OFFICE,
                                "10.1.2.3:80",
                                "10.1.2.3",
                                "192.168.10.4:22",
                                "[2001:db8::1]:443",
                                "web.example:8080")
                        .transcript());
    }

    @Test
    void ofVeryManyErrorsSomeAreShownAndTheOthersCounted() throws IOException {
        Path file = Files.writeString(folder.resolve("many.conf"), "bogus\n".repeat(1_200));
        CommandRun run = route("-f", file.toString(), "10.1.2.3:80");
        assertThat(run.err().lines().filter(line -> line.contains(": error: "))).hasSize(100);
        assertThat(run.err())
                .contains("many.conf: 1,100 more problems are not listed; tsocks-validate lists");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void ofALongDestinationTheBeginningIsRepeated() {
        CommandRun run = route("-f", Confs.OFFICE, "a".repeat(100_000));
        assertThat(run.err()).hasSizeLessThan(400).contains("a\u2026' is not a host name");
    }

    @Test
    void anExplanationNamesEachRuleThatWasAsked() {
        Approved.verify(
                "route-explain.txt",
                route("-f", Confs.OFFICE, "--explain", "10.1.2.3:443").transcript());
    }

    @Test
    void jsonIsOneObjectALine() {
        Approved.verify(
                "route-json.txt",
                route(
                                "-f",
                                Confs.OFFICE,
                                "--json",
                                "--explain",
                                "10.1.2.3:80",
                                "10.1.7.4",
                                "two.example:22",
                                "10.1.2.3:0")
                        .transcript());
    }

    @Test
    void aRefusalExitsWithOne() {
        String conf = Confs.write(folder, "local = 10.0.0.0/255.0.0.0");
        CommandRun run = route("-f", conf, "192.0.2.1:80", "10.1.2.3:80");
        assertThat(run.out())
                .isEqualTo(
                        """
                        192.0.2.1:80\trefused (no path decides for it, and there is no default server)
                        10.1.2.3:80\tdirect
                        """);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void destinationsComeFromStandardInput() {
        String in = "10.1.2.3:80\n\n  192.168.10.4 \n";
        CommandRun run =
                CommandRun.of(new RouteCommand(RESOLVER), in, Map.of(), "-f", Confs.OFFICE, "-");
        assertThat(run.out())
                .isEqualTo(
                        """
                        10.1.2.3:80\tvia socks5://10.1.7.26:1081 (path at line 20)
                        192.168.10.4\tdirect
                        """);
    }

    @Test
    void aBadDestinationIsReportedAndTheOthersAreAnswered() {
        CommandRun run = route("-f", Confs.OFFICE, "10.1.2.3:99999", "192.168.10.4");
        assertThat(run.out()).isEqualTo("192.168.10.4\tdirect\n");
        assertThat(run.err())
                .isEqualTo("tsocks-route: 10.1.2.3:99999: '99999' is not a port (1 to 65535)\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void aFileWithErrorsIsReportedAndAnsweredFromTheRest() {
        Approved.verify(
                "route-mistakes.txt",
                route("-f", Confs.MISTAKES, "192.168.10.4:80", "192.168.20.4:80").transcript());
    }

    @Test
    void theFileOfAnotherProgramIsNotAnsweredFrom() {
        String conf = Confs.write(folder, "strict_chain", "[ProxyList]", "socks5 127.0.0.1 1080");
        CommandRun run = route("-f", conf, "10.1.2.3:80");
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("this is a configuration file of proxychains");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void theConfigurationMayComeFromStandardInput() {
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(RESOLVER),
                        "fallback = yes\n",
                        Map.of(),
                        "-f",
                        "-",
                        "192.0.2.1");
        assertThat(run.out()).isEqualTo("direct\n");
    }

    @Test
    void configurationAndDestinationsCannotBothBeStandardInput() {
        CommandRun run = route("-f", "-", "-");
        assertThat(run.err())
                .isEqualTo(
                        "tsocks-route: the configuration and the destinations cannot both come from"
                                + " standard input\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void theHelpIsApproved() {
        Approved.verify("route-help.txt", route("--help").transcript());
    }

    @Test
    void badUsageIsOneLineAndAHint() {
        Approved.verify(
                "route-usage.txt",
                route().transcript()
                        + route("--jsn", "10.1.2.3").transcript()
                        + route("-f").transcript());
    }

    @Test
    void anEmptyNameOfAConfigurationIsNotTheDefault() {
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.system()),
                        "",
                        Map.of("TSOCKS_CONF_FILE", Confs.OFFICE),
                        "-f",
                        "",
                        "1.2.3.4");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("tsocks-route: the name of a configuration is empty\n");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstDestination() {
        CommandRun run =
                CommandRun.of(
                        new RouteCommand(Resolver.system()),
                        "\uFEFF127.0.0.1\n127.0.0.2\n",
                        Map.of(),
                        "-f",
                        Confs.OFFICE,
                        "-");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(run.out()).startsWith("127.0.0.1\t").hasLineCount(2);
    }

    @Test
    void aServerGivenByNameIsLookedUpWhenAnAnswerNeedsIt() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("named.conf"),
                        """
                        local = 192.168.0.0/16
                        path {
                            reaches = 192.0.2.0/24
                            server = web.example
                            server_type = 5
                        }
                        path {
                            reaches = 198.51.100.0/24
                            server = two.example
                            server_type = 5
                        }
                        path {
                            reaches = 203.0.113.0/24
                            server = none.example
                            server_type = 5
                        }
                        """);
        CommandRun elsewhere = route("-f", file.toString(), "192.0.2.1:80");
        assertThat(elsewhere.out())
                .isEqualTo(
                        "refused (the server socks5://web.example:1080 of the path at line 2 is in"
                                + " no local network)\n");
        assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.FINDINGS);
        CommandRun local = route("-f", file.toString(), "198.51.100.1:80");
        assertThat(local.out()).isEqualTo("via socks5://two.example:1080 (path at line 7)\n");
        assertThat(local.err()).isEmpty();
        CommandRun unknown = route("-f", file.toString(), "203.0.113.1:80", "203.0.113.2:80");
        assertThat(unknown.out()).contains("203.0.113.1:80\tvia socks5://none.example:1080");
        assertThat(unknown.err())
                .isEqualTo(
                        "tsocks-route: none.example does not resolve here, so whether it is in a"
                                + " local network is not known; tsocks refuses what should go through"
                                + " it unless it is\n");
        assertThat(route("-f", file.toString(), "--json", "203.0.113.1:80").out())
                .contains("\"serverUnresolved\":true");
    }

    /// The resolver would answer, but must not be asked (RFC 7686).
    @Test
    void aServerBelowOnionIsNotLookedUp() throws Exception {
        Path file =
                Files.writeString(folder.resolve("onion.conf"), "server = socks5://a.onion:1080\n");
        List<String> asked = new ArrayList<>();
        Resolver resolver =
                name -> {
                    asked.add(name);
                    return List.of(InetAddress.ofLiteral("127.0.0.1"));
                };
        for (String destination : List.of("192.0.2.1:80", "192.0.2.0/24:80")) {
            CommandRun run =
                    CommandRun.of(
                            new RouteCommand(resolver),
                            "",
                            Map.of(),
                            "-f",
                            file.toString(),
                            destination);
            assertThat(run.out()).startsWith("refused (");
            assertThat(run.err()).isEmpty();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void aNetworkHasOneAnswerOrThoseOfItsParts() {
        assertThat(route("-f", Confs.OFFICE, "10.1.7.0/25:22").out())
                .isEqualTo("direct (local at line 7)\n");
        CommandRun parts = route("-f", Confs.OFFICE, "10.1.2.0/23:80-81", "::ffff:10.1.7.0/120");
        assertThat(parts.out())
                .isEqualTo(
                        """
                        10.1.2.0/24:80\tvia socks5://10.1.7.26:1081 (reaches at line 21)
                        10.1.2.0/24:81\tvia socks5://10.1.7.25:1080 as delius (reaches at line 11)
                        10.1.3.0/24:80-81\tvia socks5://10.1.7.25:1080 as delius (reaches at line 11)
                        ::ffff:10.1.7.0/120\tdirect (local at line 7)
                        """);
        CommandRun bad = route("-f", Confs.OFFICE, "10.0.0.1/8", "10.0.0.0/8x", "[::/0]80", "a/b");
        assertThat(bad.exitCode()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(bad.err().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("tsocks-route: "));
    }

    @Test
    void questionsLookServersUpOnlyIfAsked() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("named.conf"), "server = web.example\nserver_type = 5\n");
        CommandRun open = route("find", "-f", file.toString(), "via web.example to 192.0.2.1");
        assertThat(open.exitCode()).isEqualTo(ExitCode.CLEAN);
        assertThat(open.err())
                .isEqualTo(
                        "tsocks-route: "
                                + file
                                + ": whether a connection may go through web.example depends on"
                                + " the address, which has to be in a local network; --resolve"
                                + " looks it up\n");
        CommandRun decided = route("find", "--resolve", "-f", file.toString(), "via any");
        assertThat(decided.out()).isEqualTo("none: no destination is via any\n");
        assertThat(decided.err()).isEmpty();
    }

    static CommandRun route(String... arguments) {
        return CommandRun.of(new RouteCommand(RESOLVER), arguments);
    }

    private static InetAddress ip(String literal) {
        return InetAddress.ofLiteral(literal);
    }
}
