package io.tsocks.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tsocks.testing.Command;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A flight recording of a program tells what the agent did.
class FlightRecordingIT {

    @TempDir private Path folder = Path.of("");

    @Test
    void aConnectThroughAServerIsAnEvent() throws IOException {
        try (TargetServer target = TargetServer.http("hello");
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            String options = "server=socks5h://127.0.0.1:" + server.port();

            Command.Result result = visit(options, "shop.example", "80");

            assertThat(result.output()).endsWith("HTTP/1.1 200 OK\n");
            assertThat(connects())
                    .extracting(
                            event -> event.getString("destination"),
                            event -> event.getBoolean("connected"),
                            event -> event.getString("error"))
                    .containsExactly(tuple("shop.example:80", true, ""));
            assertThat(connects().getFirst().getString("route"))
                    .contains("127.0.0.1:" + server.port());
        }
    }

    @Test
    void aRefusalIsAnEvent() throws IOException {
        String options = "server=socks5h://127.0.0.1:" + TargetServer.closedPort();

        Command.Result result = visit(options, "192.0.2.7", "80");

        assertThat(result.output()).startsWith("java.net.ConnectException: tsocks: ");
        assertThat(connects())
                .extracting(
                        event -> event.getString("destination"),
                        event -> event.getBoolean("connected"),
                        event -> event.getString("phase"))
                .containsExactly(tuple("192.0.2.7:80", false, "CONNECT"));
    }

    @Test
    void aDirectConnectIsNone() throws IOException {
        try (TargetServer target = TargetServer.http("hello")) {
            String options = "server=socks5h://127.0.0.1:" + TargetServer.closedPort();

            Command.Result result = visit(options, "127.0.0.1", "" + target.port());

            assertThat(result.output()).endsWith("HTTP/1.1 200 OK\n");
            assertThat(connects()).isEmpty();
        }
    }

    /// The recorder takes a program some hundred milliseconds to start.
    @Test
    void aProgramThatRecordsNothingDoesNotStartTheRecorder() throws IOException {
        Path classes = folder.resolve("classes");
        try (TargetServer target = TargetServer.http("hello");
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            String options = "server=socks5h://127.0.0.1:" + server.port();

            Command.Result result =
                    visit("-Xlog:class+load:file=" + classes, options, "192.0.2.7", "80");

            assertThat(result.output()).contains("HTTP/1.1 200 OK\n");
            assertThat(Files.readString(classes))
                    .contains("io.tsocks.client.ConnectReport ")
                    .doesNotContain("io.tsocks.client.ConnectEvent ")
                    .doesNotContain("jdk.jfr.internal.MetadataRepository ");
        }
    }

    private Path recording() {
        return folder.resolve("recording.jfr");
    }

    private Command.Result visit(String options, String host, String port) {
        return visit("-XX:StartFlightRecording:filename=" + recording(), options, host, port);
    }

    /// @param java an option of the program's Java machine
    private static Command.Result visit(String java, String options, String host, String port) {
        List<String> words = new ArrayList<>(AgentJar.visit(options, "Socket", host, port).words());
        words.addAll(1, List.of("-Xlog:disable", java));
        return Command.of(words.toArray(String[]::new)).result();
    }

    private List<RecordedEvent> connects() throws IOException {
        return RecordingFile.readAllEvents(recording()).stream()
                .filter(event -> event.getEventType().getName().equals("io.tsocks.Connect"))
                .toList();
    }
}
