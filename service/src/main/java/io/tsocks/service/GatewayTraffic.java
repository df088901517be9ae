package io.tsocks.service;

import io.tsocks.client.health.ServerSnapshot;
import io.tsocks.engine.Action;
import io.tsocks.engine.ProxyServer;
import io.tsocks.gateway.ActivePolicy;
import io.tsocks.gateway.ConnectionInfo;
import io.tsocks.gateway.Gateway;
import io.tsocks.gateway.GatewayConfig;
import io.tsocks.gateway.GatewayEvent;
import io.tsocks.gateway.ListenAddress;
import io.tsocks.gateway.ListenerConfig;
import io.tsocks.gateway.PolicyChange;
import io.tsocks.gateway.ReachableAddresses;
import io.tsocks.gateway.Users;
import io.tsocks.linux.PassedSockets;
import io.tsocks.net.Address;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.service.api.Metrics;
import io.tsocks.service.api.Traffic;
import io.tsocks.service.events.Event;
import io.tsocks.service.events.EventStream;
import io.tsocks.service.policy.LivePolicy;
import io.tsocks.service.policy.PolicyService;
import io.tsocks.service.settings.Settings;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The gateway of this process: it connects by the policy in force, and what it does is told,
/// counted, and compared with the candidate.
final class GatewayTraffic implements Traffic, Closeable {

    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final PolicyService policies;
    private final EventStream events;
    private final Metrics metrics;
    private final Journal journal;

    private final Gateway gateway;

    private GatewayTraffic(
            GatewayConfig config,
            PolicyService policies,
            EventStream events,
            Metrics metrics,
            Journal journal)
            throws IOException {
        this.policies = policies;
        this.events = events;
        this.metrics = metrics;
        this.journal = journal;
        this.gateway = Gateway.start(this::policy, config, this::take);
    }

    private static ListenerConfig listener(
            ListenAddress address, Optional<Users> users, PassedSockets passed) {
        return new ListenerConfig(
                address, users, passed.at(address.socketAddress()).map(socket -> socket::open));
    }

    /// Opens the listeners.
    ///
    /// @param passed what listens at some of the addresses already
    /// @throws IOException if one cannot be opened, or the file of users cannot be used
    static GatewayTraffic start(
            Settings.GatewaySettings settings,
            PassedSockets passed,
            PolicyService policies,
            EventStream events,
            Metrics metrics,
            Journal journal)
            throws IOException {
        Optional<Users> users =
                settings.users().isPresent()
                        ? Optional.of(Users.load(settings.users().get()))
                        : Optional.empty();
        try {
            List<ListenerConfig> listeners =
                    settings.listen().stream()
                            .map(address -> listener(address, users, passed))
                            .toList();
            GatewayConfig config =
                    new GatewayConfig(
                            listeners,
                            settings.limits(),
                            settings.onReload(),
                            ReachableAddresses.STANDARD);
            return new GatewayTraffic(config, policies, events, metrics, journal);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// There is one: the gateway is not started without, and none is ever taken out of force.
    private ActivePolicy policy() {
        LivePolicy live = policies.active().orElseThrow();
        return new ActivePolicy(live.client().orElseThrow(), live.revision().shortName());
    }

    /// Has the policy that is now in force reach the connections that are open.
    void policyChanged() {
        PolicyChange change = gateway.policyChanged();
        if (change.dropped() > 0) {
            journal.write(
                    Journal.Level.INFO,
                    "connections-dropped",
                    Map.of(
                            "dropped", Integer.toString(change.dropped()),
                            "kept", Integer.toString(change.kept())));
        }
    }

    private void take(GatewayEvent event) {
        switch (event) {
            case GatewayEvent.Opened _ -> {}
            case GatewayEvent.Decided(ConnectionInfo connection) -> decided(connection, "");
            case GatewayEvent.Refused(ConnectionInfo connection, String why) ->
                    decided(connection, why);
            case GatewayEvent.Failed(ConnectionInfo connection, String why) ->
                    decided(connection, why);
            case GatewayEvent.Closed closed -> {
                Map<String, String> fields = fields(closed.connection());
                fields.put("reason", closed.reason().toString());
                fields.put("sent", Long.toString(closed.connection().bytesUp()));
                fields.put("received", Long.toString(closed.connection().bytesDown()));
                events.tell(Event.Kind.CLOSED, fields);
            }
            case GatewayEvent.Limited limited ->
                    journal.write(
                            Journal.Level.WARNING,
                            "clients-turned-away",
                            Map.of(
                                    "listener", limited.listener().toString(),
                                    "client", limited.client(),
                                    "error", limited.why(),
                                    "count", Long.toString(limited.count())));
            case GatewayEvent.Troubled troubled ->
                    journal.write(
                            Journal.Level.ERROR,
                            "listener-failed",
                            Map.of(
                                    "listener", troubled.listener().toString(),
                                    "error", troubled.why()));
        }
    }

    private void decided(ConnectionInfo connection, String error) {
        Map<String, String> fields = fields(connection);
        if (!error.isEmpty()) {
            fields.put("error", error);
        }
        ConnectionInfo.Route route = connection.route();
        if (route != null) {
            metrics.count(route.decision().action());
            policies.active().ifPresent(live -> live.hits().count(route.decision().rule()));
            would(route).ifPresent(words -> fields.put("would", words));
        } else {
            fields.put("route", "refused");
        }
        events.tell(Event.Kind.DECISION, fields);
    }

    private Optional<String> would(ConnectionInfo.Route route) {
        SocksAddress destination = route.destination();
        return policies.trial()
                .flatMap(
                        trial ->
                                trial.otherwise(
                                        destination.host(),
                                        destination.port(),
                                        destination instanceof SocksAddress.Ip ip
                                                ? Address.of(ip.address())
                                                : null,
                                        route.decision()));
    }

    private static Map<String, String> fields(ConnectionInfo connection) {
        Map<String, String> fields = new HashMap<>();
        fields.put("connection", Long.toString(connection.id()));
        fields.put("client", connection.client());
        fields.put("user", connection.user());
        if (connection.asked() != null) {
            fields.put("destination", connection.asked().toString());
        }
        ConnectionInfo.Route route = connection.route();
        if (route != null) {
            fields.put("route", label(route.decision().action()));
            fields.put("rule", route.decision().rule().describe());
            fields.put("revision", route.revision());
            fields.put("server", servers(route));
        }
        return fields;
    }

    private static String label(Action action) {
        return switch (action) {
            case Action.Direct _ -> "direct";
            case Action.Via _ -> "via";
            case Action.Refused _ -> "refused";
        };
    }

    private static String servers(ConnectionInfo.Route route) {
        return route.servers().stream().map(ProxyServer::uri).collect(Collectors.joining(" "));
    }

    /// Where it listens, for people.
    String addresses() {
        return gateway.addresses().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public List<Connection> connections() {
        return gateway.connections().stream().map(GatewayTraffic::connection).toList();
    }

    private static Connection connection(ConnectionInfo info) {
        Flow own =
                flow(
                        info.since(),
                        info.asked() == null ? "" : info.asked().toString(),
                        info.route(),
                        info.bytesUp(),
                        info.bytesDown());
        List<Flow> flows =
                info.flows().stream()
                        .map(
                                one ->
                                        flow(
                                                one.since(),
                                                one.asked().toString(),
                                                one.route(),
                                                one.bytesUp(),
                                                one.bytesDown()))
                        .toList();
        return new Connection(info.id(), info.client(), info.user(), own, flows);
    }

    private static Flow flow(
            Instant since,
            String destination,
            ConnectionInfo.@Nullable Route route,
            long sent,
            long received) {
        return route == null
                ? new Flow(since, destination, "", "", "", sent, received)
                : new Flow(
                        since,
                        destination,
                        route.decision().toString(),
                        route.revision(),
                        servers(route),
                        sent,
                        received);
    }

    @Override
    public boolean close(long id) {
        return gateway.close(id);
    }

    @Override
    public List<ServerSnapshot<ProxyServer>> servers() {
        return policy().tsocks().servers();
    }

    /// Stops. Connections have a moment to end.
    @Override
    public void close() throws IOException {
        int closed = gateway.drain(DRAIN);
        if (closed > 0) {
            journal.write(
                    Journal.Level.INFO, "drained", Map.of("closed", Integer.toString(closed)));
        }
    }
}
