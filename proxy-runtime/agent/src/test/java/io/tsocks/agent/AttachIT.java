package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import org.junit.jupiter.api.Test;

/// The agent comes to a program that runs already.
class AttachIT {

    /// A line that the program reads, and its answer.
    private static String visit(Process program, BufferedReader out, String line)
            throws IOException {
        Writer in = program.outputWriter();
        in.write(line + "\n");
        in.flush();
        return out.readLine();
    }

    private static Command.Result attach(Process program, String options) {
        return Command.of(
                        AgentJar.JAVA,
                        "-jar",
                        AgentJar.JAR.toString(),
                        "attach",
                        "" + program.pid(),
                        options)
                .result();
    }

    @Test
    void theNextConnectObeysThePolicy() throws Exception {
        Process program =
                new ProcessBuilder(
                                AgentJar.JAVA,
                                "-XX:+EnableDynamicAgentLoading",
                                "-cp",
                                AgentJar.classPath(),
                                "io.tsocks.agent.programs.Waiting")
                        .redirectErrorStream(true)
                        .start();
        try (TargetServer target = TargetServer.http("hello");
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start();
                BufferedReader out = program.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            String direct = visit(program, out, "Socket 127.0.0.1 " + target.port());
            Command.Result refused = attach(program, "conf=/nowhere");
            Command.Result attached =
                    attach(program, "server=socks5h://127.0.0.1:" + server.port());
            String proxied = visit(program, out, "Socket shop.example 80");
            Command.Result again = attach(program, "conf=/nowhere");

            assertThat(direct).endsWith(" 200 OK");
            assertThat(refused.errors())
                    .startsWith("tsocks-agent: attach " + program.pid() + ": /nowhere: ");
            assertThat(refused.status()).isEqualTo(69);
            assertThat(attached.errors()).isEmpty();
            assertThat(attached.status()).isZero();
            assertThat(proxied).isEqualTo("shop.example/0.0.0.1:80 HTTP/1.1 200 OK");
            assertThat(server.sessions()).hasSize(1);
            assertThat(again.errors()).contains("the agent already runs in this program");
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @Test
    void wrongArgumentsAreExplained() {
        Command.Result result =
                Command.of(AgentJar.JAVA, "-jar", AgentJar.JAR.toString(), "attach", "me").result();

        assertThat(result.errors()).startsWith("usage: java -jar tsocks-agent.jar attach PID");
        assertThat(result.status()).isEqualTo(64);
    }
}
