package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.leadingTo;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.engine.Resolver;
import io.tsocks.protocol.Phase;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectListenerTest {

    private final List<String> events = new ArrayList<>();
    private final List<ConnectReport> reports = new ArrayList<>();

    private final ConnectListener listener =
            new ConnectListener() {
                @Override
                public void routed(SocksAddress destination, Decision decision) {
                    events.add("routed " + destination + " by " + decision.rule().describe());
                }

                @Override
                public void entered(SocksAddress destination, Decision decision, Phase phase) {
                    events.add(phase.name());
                }

                @Override
                public void ended(ConnectReport report) {
                    events.add(report.isConnected() ? "connected" : "failed");
                    reports.add(report);
                }
            };

    @Test
    void aListenerHearsEveryPhase() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder()
                                .login("joe", "pw")
                                .redirectAll(target.address())
                                .start()) {
            String login = "default_user = joe\ndefault_pass = pw\n";
            Tsocks tsocks = clientFor(through(server, 5, login)).listener(listener).build();
            tsocks.connect("a.test", 80, SOON).close();
            assertThat(events)
                    .containsExactly(
                            "routed a.test:80 by default server at line 1",
                            "CONNECT",
                            "METHOD",
                            "AUTHENTICATION",
                            "REQUEST",
                            "REPLY",
                            "connected");
            ConnectReport report = reports.getFirst();
            assertThat(report.phases()).hasSize(5);
            assertThat(report.lastPhase()).contains(Phase.REPLY);
            assertThat(report.total()).isPositive();
        }
    }

    @Test
    void aListenerHearsOfFailuresAndDirectConnections() throws Exception {
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder().faults(new Fault.Refuse(5)).start()) {
            Tsocks tsocks = clientFor(through(server)).listener(listener).build();
            assertThatThrownBy(() -> tsocks.connect("a.test", 80, SOON))
                    .isSameAs(reports.getFirst().error());
            tsocks.connect("127.0.0.1", target.port(), SOON).close();
            assertThat(reports.getLast().decision().action()).isInstanceOf(Action.Direct.class);
            assertThat(reports.getLast().phases()).hasSize(1);
        }
    }

    /// Nothing is tried, and that is how the connect ends.
    @Test
    void aListenerHearsOfWhatIsNotEvenTried() throws Exception {
        Tsocks tsocks =
                clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0"))
                        .resolver(Resolver.none())
                        .listener(listener)
                        .build();
        assertThatThrownBy(() -> tsocks.connect("192.0.2.1", 80, SOON))
                .isSameAs(reports.getLast().error());
        assertThatThrownBy(() -> tsocks.connect("a.test", 80, SOON))
                .isSameAs(reports.getLast().error());
        assertThat(reports).hasSize(2).noneMatch(ConnectReport::isConnected);
        assertThat(reports.getLast().decision().action()).isInstanceOf(Action.Refused.class);
        assertThat(events).filteredOn(event -> event.startsWith("routed")).hasSize(2);
    }

    @Test
    void aListenerHearsOfANameThatIsLocalAndDoesNotResolve() throws Exception {
        Tsocks tsocks =
                clientFor(Clients.policy("fallback = yes"))
                        .resolver(Resolver.none())
                        .listener(listener)
                        .build();
        assertThatThrownBy(() -> tsocks.connect("near.test", 80, SOON))
                .isInstanceOf(UnknownHostException.class)
                .isSameAs(reports.getLast().error());
        assertThat(reports.getLast().decision().action()).isInstanceOf(Action.Direct.class);
    }

    @Test
    void whatAListenerThrowsEndsTheConnect() throws Exception {
        ConnectListener bad =
                new ConnectListener() {
                    @Override
                    public void ended(ConnectReport report) {
                        throw new IllegalStateException("no more");
                    }
                };
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address())) {
            Tsocks tsocks = clientFor(through(server)).listener(bad).build();
            assertThatThrownBy(() -> tsocks.connect("a.test", 80, SOON))
                    .isInstanceOf(IllegalStateException.class);
            server.awaitEnd(1);
        }
    }

    /// A slow resolver can be seen, and for which name it was slow.
    @Test
    void theTimeThatANameTakesToResolveCounts(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (TargetServer target = TargetServer.echo();
                Recording recording = new Recording()) {
            recording.enable("io.tsocks.Connect").withoutThreshold();
            recording.start();
            clientFor(Clients.policy("fallback = yes"))
                    .resolver(_ -> List.of(Clients.LOOPBACK))
                    .listener(listener)
                    .build()
                    .connect("near.test", target.port(), SOON)
                    .close();
            recording.stop();
            recording.dump(file);
        }
        ConnectReport report = reports.getFirst();
        assertThat(report.asked().host()).isEqualTo("near.test");
        assertThat(report.destination().host()).isEqualTo("127.0.0.1");
        assertThat(report.resolving()).isPositive();
        assertThat(report.total()).isGreaterThan(report.resolving());
        RecordedEvent event =
                RecordingFile.readAllEvents(file).stream()
                        .filter(e -> e.getEventType().getName().equals("io.tsocks.Connect"))
                        .findFirst()
                        .orElseThrow();
        assertThat(event.getString("destination")).startsWith("near.test:");
        assertThat(event.getString("address")).startsWith("127.0.0.1:");
        assertThat(event.getDuration("resolving")).isEqualTo(report.resolving());
        assertThat(event.getDuration()).isGreaterThan(report.resolving());
    }

    @Test
    void aFlightRecordingHasEveryConnect(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("recording.jfr");
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server = leadingTo(target.address());
                Recording recording = new Recording()) {
            recording.enable("io.tsocks.Connect").withoutThreshold();
            recording.start();
            clientFor(through(server)).build().connect("a.test", 80, SOON).close();
            Tsocks refusing = clientFor(Clients.policy("local = 10.0.0.0/255.0.0.0")).build();
            assertThatThrownBy(() -> refusing.connect("192.0.2.1", 80, SOON)).isNotNull();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> recorded =
                RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals("io.tsocks.Connect"))
                        .toList();
        assertThat(recorded)
                .extracting(event -> event.getString("destination"))
                .containsExactly("a.test:80", "192.0.2.1:80");
        RecordedEvent event = recorded.getFirst();
        assertThat(event.getBoolean("connected")).isTrue();
        assertThat(event.getString("rule")).isEqualTo("default server at line 1");
        assertThat(event.getString("handshake")).isEqualTo("SEQUENTIAL");
        assertThat(event.getDuration()).isPositive();
    }
}
