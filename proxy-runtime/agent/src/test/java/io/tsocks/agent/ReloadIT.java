package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The policy's file changes while a program with the agent runs.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReloadIT {

    private static final String VISIT = "Socket shop.example 80";

    private static final String ANSWER = "shop.example/0.0.0.1:80 HTTP/1.1 200 OK";

    @TempDir private Path folder = Path.of("");

    private final TargetServer target = TargetServer.http("hello");
    private final SocksTestServer first =
            SocksTestServer.builder().redirectAll(target.address()).start();
    private final SocksTestServer second =
            SocksTestServer.builder().redirectAll(target.address()).start();

    private Process program;

    @BeforeEach
    void start() throws IOException {
        replace(through(first));
        program =
                new ProcessBuilder(
                                AgentJar.run(file().toString(), "io.tsocks.agent.programs.Waiting")
                                        .words())
                        .start();
        assertThat(program.inputReader().readLine()).isEqualTo("ready");
    }

    @AfterEach
    void close() throws InterruptedException {
        program.destroyForcibly().waitFor();
        first.close();
        second.close();
        target.close();
    }

    @Test
    void theNextConnectObeysAChangedFile() throws IOException {
        assertThat(visit()).isEqualTo(ANSWER);
        assertThat(first.sessions()).hasSize(1);

        replace(through(second));

        // Until the file has settled, the first server is asked.
        while (second.sessions().isEmpty()) {
            assertThat(visit()).isEqualTo(ANSWER);
        }
        int before = first.sessions().size();
        assertThat(visit()).isEqualTo(ANSWER);
        assertThat(first.sessions()).hasSize(before);
    }

    @Test
    void aFileThatBreaksIsReportedOnceAndNotObeyed() throws IOException {
        replace("server = 10.1.2.3\nserver_type = 7\nnonsense\n");

        BufferedReader errors = program.errorReader();
        assertThat(errors.readLine())
                .startsWith("tsocks-agent: " + file() + " has errors: line 2: ")
                .contains(" line 3: ")
                .endsWith("; the policy before it stays in force");
        assertThat(visit()).isEqualTo(ANSWER);
        assertThat(first.sessions()).hasSize(1);

        Files.delete(file());

        assertThat(errors.readLine())
                .isEqualTo(
                        "tsocks-agent: "
                                + file()
                                + ": there is no such file; the policy before it stays in force");
        assertThat(visit()).isEqualTo(ANSWER);
    }

    private Path file() {
        return folder.resolve("tsocks.conf");
    }

    private void replace(String text) throws IOException {
        Path beside = Files.writeString(folder.resolve("new.conf"), text);
        Files.move(beside, file(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String through(SocksTestServer server) {
        return "server = %s\nserver_port = %d\nserver_type = 5\n"
                .formatted(server.host(), server.port());
    }

    private String visit() throws IOException {
        Writer in = program.outputWriter();
        in.write(VISIT + "\n");
        in.flush();
        return program.inputReader().readLine();
    }
}
