package io.tsocks.service;

import io.tsocks.client.ConnectListener;
import io.tsocks.client.health.HealthEvent;
import io.tsocks.engine.ProxyServer;
import io.tsocks.service.events.Event;
import io.tsocks.service.events.EventStream;
import java.util.Map;

/// Tells when a server becomes usable or unusable.
record HealthTelling(EventStream events) implements ConnectListener {

    @Override
    public void health(HealthEvent<ProxyServer> event) {
        events.tell(
                Event.Kind.HEALTH,
                switch (event) {
                    case HealthEvent.Opened<ProxyServer> opened ->
                            Map.of(
                                    "server", opened.server().uri(),
                                    "condition", "down",
                                    "error", opened.failure().words());
                    case HealthEvent.HalfOpen<ProxyServer> probing ->
                            Map.of("server", probing.server().uri(), "condition", "probing");
                    case HealthEvent.Closed<ProxyServer> closed ->
                            Map.of("server", closed.server().uri(), "condition", "usable");
                    case HealthEvent.Switched<ProxyServer> switched ->
                            Map.of(
                                    "server", switched.to().uri(),
                                    "condition", "chosen",
                                    "before", switched.from().uri());
                });
    }
}
