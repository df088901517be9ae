package io.tsocks.client;

import io.tsocks.client.health.HealthEvent;
import io.tsocks.engine.Decision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.SocksAddress;
import jdk.jfr.FlightRecorder;

/// Writes an event for each connect and for each change in the health of a server, if the Java run
/// time has a flight recorder that is already running. Loading the class of an event would start
/// the recorder, and cost the first connect of a program more than a hundred milliseconds.
final class FlightRecording {

    private FlightRecording() {}

    /// A listener for one connect; one that does nothing if nothing is recorded.
    static ConnectListener listener() {
        return isStarted() ? new Recorder() : new ConnectListener() {};
    }

    /// Records a change in the health of a server.
    static void health(HealthEvent<ProxyServer> event) {
        if (isStarted()) {
            Servers.record(event);
        }
    }

    /// Each recording starts the recorder before it records anything.
    private static boolean isStarted() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent()
                && FlightRecorder.isInitialized();
    }

    /// A class of its own, so that it is not even loaded unless the recorder runs. Owned by the
    /// connecting thread.
    private static final class Recorder implements ConnectListener {

        private ConnectEvent event = begun();
        private boolean used;

        private static ConnectEvent begun() {
            ConnectEvent event = new ConnectEvent();
            event.begin();
            return event;
        }

        /// Begins an event. That of the first attempt begins with the call, so that it includes the
        /// time for resolving the name.
        @Override
        public void routed(SocksAddress destination, Decision decision) {
            if (used) {
                event = begun();
            }
            used = true;
        }

        @Override
        public void ended(ConnectReport report) {
            event.end();
            if (event.shouldCommit()) {
                tell(report);
                event.commit();
            }
        }

        private void tell(ConnectReport report) {
            event.destination = report.asked().toString();
            event.address = report.destination().toString();
            event.resolving = report.resolving().toNanos();
            event.route = report.decision().toString();
            event.rule = report.decision().rule().describe();
            event.handshake = report.strategy().name();
            event.connected = report.isConnected();
            event.phase = report.lastPhase().map(Enum::name).orElse("");
            event.error = report.error() == null ? "" : report.error().getMessage();
        }
    }

    /// A class of its own for the same reason.
    private static final class Servers {

        private static void record(HealthEvent<ProxyServer> event) {
            ServerEvent recorded = new ServerEvent();
            switch (event) {
                case HealthEvent.Opened<ProxyServer> opened -> {
                    fill(recorded, opened.server(), "OPENED");
                    recorded.failure = opened.failure().name();
                    recorded.retryIn = opened.retryIn().toNanos();
                }
                case HealthEvent.HalfOpen<ProxyServer> half ->
                        fill(recorded, half.server(), "HALF_OPEN");
                case HealthEvent.Closed<ProxyServer> closed ->
                        fill(recorded, closed.server(), "CLOSED");
                case HealthEvent.Switched<ProxyServer> switched ->
                        fill(recorded, switched.to(), "SWITCHED");
            }
            recorded.commit();
        }

        private static void fill(ServerEvent event, ProxyServer server, String change) {
            event.server = server.uri();
            event.change = change;
        }
    }
}
