package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Command;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The agent beside the flight recorder, which takes a program some hundred milliseconds to start.
class FlightRecorderIT {

    @TempDir private Path folder = Path.of("");

    @Test
    void aProgramThatRecordsNothingDoesNotStartTheRecorder() throws IOException {
        Path classes = folder.resolve("classes");

        visitWith("-Xlog:class+load:file=" + classes);

        assertThat(Files.readString(classes))
                .contains("io.tsocks.client.ConnectReport ")
                .doesNotContain("io.tsocks.client.ConnectEvent ")
                .doesNotContain("jdk.jfr.internal.MetadataRepository ");
    }

    @Test
    void aProgramThatIsRecordedHasAnEventOfEachConnect() throws IOException {
        Path recording = folder.resolve("recording.jfr");

        visitWith("-XX:StartFlightRecording:filename=" + recording);

        assertThat(RecordingFile.readAllEvents(recording))
                .filteredOn(event -> event.getEventType().getName().equals("io.tsocks.Connect"))
                .extracting(event -> event.getString("destination"))
                .containsExactly("192.0.2.7:80");
    }

    private static void visitWith(String option) {
        try (TargetServer target = TargetServer.http("hello");
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            String options = "server=socks5h://" + server.host() + ":" + server.port();
            Command visit = AgentJar.visit(options, "Socket", "192.0.2.7", "80");
            List<String> words = new ArrayList<>(visit.words());
            words.add(1, option);

            Command.Result result = Command.of(words.toArray(String[]::new)).result();

            assertThat(result.output()).contains("HTTP/1.1 200 OK\n");
            assertThat(result.status()).isZero();
        }
    }
}
