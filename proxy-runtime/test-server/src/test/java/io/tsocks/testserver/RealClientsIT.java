package io.tsocks.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Programs;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that others wrote.
class RealClientsIT {

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private final TargetServer http = TargetServer.http("it works");

    @AfterEach
    void closeTarget() {
        http.close();
    }

    /// The output of a program that has ended by itself.
    private static String run(String input, List<String> command) throws Exception {
        List<String> absolute = new ArrayList<>(command);
        absolute.set(0, Programs.get(command.getFirst()).toString());
        Process process = new ProcessBuilder(absolute).redirectErrorStream(true).start();
        try {
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(output).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private static SocksTestServer server(Fault... faults) {
        return SocksTestServer.builder().name("web.example", HERE).faults(faults).start();
    }

    private String curl(SocksTestServer server, String option, String host) throws Exception {
        return run(
                "",
                List.of(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--noproxy",
                        "",
                        "--max-time",
                        "20",
                        option,
                        server.host() + ":" + server.port(),
                        "http://" + host + ":" + http.port() + "/"));
    }

    @ParameterizedTest
    @RequiresProgram("curl")
    @CsvSource({
        "--socks4, 127.0.0.1, 4, 1",
        "--socks4a, web.example, 4, 1",
        "--socks5, 127.0.0.1, 5, 2",
        "--socks5-hostname, web.example, 5, 2"
    })
    void curlGetsThrough(String option, String host, int version, int flights) throws Exception {
        try (SocksTestServer server = server()) {
            assertThat(curl(server, option, host)).isEqualTo("it works");
            Session session = server.awaitEnd(1);
            assertThat(session.request()).contains(new Request(version, 1, host, http.port()));
            assertThat(session.flights()).isEqualTo(flights);
        }
    }

    @ParameterizedTest
    @RequiresProgram("curl")
    @ValueSource(strings = {"--socks4", "--socks5"})
    void curlCopesWithASlowServerThatSendsSingleBytes(String option) throws Exception {
        try (SocksTestServer server =
                server(new Fault.OneByteAtATime(), new Fault.Slow(Duration.ofMillis(2)))) {
            assertThat(curl(server, option, "127.0.0.1")).isEqualTo("it works");
        }
    }

    @Test
    @RequiresProgram("curl")
    void curlCopesWithANameAsBoundAddress() throws Exception {
        try (SocksTestServer server = server(new Fault.BoundAs("relay.example", 1))) {
            assertThat(curl(server, "--socks5", "127.0.0.1")).isEqualTo("it works");
        }
    }

    @Test
    @RequiresProgram("curl")
    void curlLogsIn() throws Exception {
        try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start()) {
            String output =
                    run(
                            "",
                            List.of(
                                    "curl",
                                    "--silent",
                                    "--show-error",
                                    "--noproxy",
                                    "",
                                    "--proxy",
                                    "socks5h://alice:secret@127.0.0.1:" + server.port(),
                                    "http://127.0.0.1:" + http.port() + "/"));
            assertThat(output).isEqualTo("it works");
            assertThat(server.awaitEnd(1).loggedIn()).isTrue();
        }
    }

    @ParameterizedTest
    @RequiresProgram("curl")
    @CsvSource({
        "5, Can't complete SOCKS5 connection to 127.0.0.1. (5)",
        "241, Can't complete SOCKS5 connection to 127.0.0.1. (241)"
    })
    void curlReportsTheReplyCode(int code, String message) throws Exception {
        try (SocksTestServer server = server(new Fault.Refuse(code))) {
            assertThat(curl(server, "--socks5", "127.0.0.1")).contains(message);
        }
    }

    @ParameterizedTest
    @RequiresProgram("nc")
    @ValueSource(strings = {"4", "5"})
    void netcatGetsThrough(String version) throws Exception {
        try (SocksTestServer server = server();
                TargetServer echo = TargetServer.echo()) {
            String output =
                    run(
                            "hello\n",
                            List.of(
                                    "nc",
                                    "-N",
                                    "-X",
                                    version,
                                    "-x",
                                    "127.0.0.1:" + server.port(),
                                    "127.0.0.1",
                                    Integer.toString(echo.port())));
            assertThat(output).isEqualTo("hello\n");
            assertThat(server.awaitEnd(1).request().orElseThrow().version())
                    .isEqualTo(Integer.parseInt(version));
        }
    }
}
