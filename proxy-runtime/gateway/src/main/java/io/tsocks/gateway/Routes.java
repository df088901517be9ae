package io.tsocks.gateway;

import io.tsocks.client.DirectConnect;
import io.tsocks.client.GuardedClient;
import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.Routed;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.protocol.SocksAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Connects for clients as the policy in force says, and notes in each client what it said.
final class Routes {

    private final Supplier<ActivePolicy> policy;
    private final Guard guard;
    private final OnReload onReload;
    private final Consumer<GatewayEvent> events;

    Routes(
            Supplier<ActivePolicy> policy,
            Guard guard,
            OnReload onReload,
            Consumer<GatewayEvent> events) {
        this.policy = policy;
        this.guard = guard;
        this.onReload = onReload;
        this.events = events;
    }

    /// A way to make something that the policy leads to.
    @FunctionalInterface
    interface Make<T extends Closeable> {
        Routed<T> by(GuardedClient client, Duration timeout) throws IOException;
    }

    /// Connects to a destination.
    ///
    /// @throws RouteRefusedException if the policy refuses, or does so since
    Routed<Socket> connect(LiveClient client, SocksAddress asked) throws IOException {
        return make(client, asked, (by, timeout) -> by.connect(asked, timeout));
    }

    /// Makes something for a client. It is closed if the client is stopped meanwhile, or the policy
    /// has changed so that it leads another way.
    <T extends Closeable> Routed<T> make(LiveClient client, SocksAddress asked, Make<T> make)
            throws IOException {
        client.asks(asked);
        ActivePolicy active = policy.get();
        Routed<T> routed = decide(active, client::decided, make);
        begin(client, routed);
        return routed;
    }

    private void begin(LiveClient client, Routed<?> routed) throws IOException {
        try {
            client.closesToo(routed);
            client.routed(routed);
            if (isDropped(client, policy.get().tsocks().engine())) {
                throw new IOException("the policy has changed during the connect; try again");
            }
            events.accept(new GatewayEvent.Decided(client.info()));
        } catch (IOException | RuntimeException e) {
            routed.close();
            throw e;
        }
    }

    /// A direct connect that the caller makes by itself.
    ///
    /// @param active the policy that leads there
    record Direct(DirectConnect connect, ActivePolicy active) {}

    /// A connect for a client that goes directly to an address, made by the caller; empty if
    /// [#connect] has to make it.
    Optional<Direct> direct(LiveClient client, SocksAddress asked) throws IOException {
        ActivePolicy active = policy.get();
        Optional<DirectConnect> connect =
                active.tsocks()
                        .guardedBy(guard)
                        .direct(asked, active.tsocks().deadlines().overall());
        if (connect.isEmpty()) {
            return Optional.empty();
        }
        client.asks(asked);
        return Optional.of(new Direct(connect.get(), active));
    }

    /// Notes a direct connection that is made.
    ///
    /// @throws IOException if the policy has changed, or the client was stopped; it is closed then
    void made(LiveClient client, Direct way, Socket socket) throws IOException {
        Routed<Socket> routed = way.connect().connected(socket);
        client.decided(route(way.active(), routed));
        begin(client, routed);
    }

    private static ConnectionInfo.Route route(ActivePolicy active, Routed<?> routed) {
        return new ConnectionInfo.Route(
                routed.destination(), routed.decision(), active.revision(), routed.servers());
    }

    private <T extends Closeable> Routed<T> decide(
            ActivePolicy active, Consumer<ConnectionInfo.Route> decided, Make<T> make)
            throws IOException {
        try {
            Routed<T> routed =
                    make.by(
                            active.tsocks().guardedBy(guard),
                            active.tsocks().deadlines().overall());
            decided.accept(route(active, routed));
            return routed;
        } catch (RouteRefusedException e) {
            decided.accept(
                    new ConnectionInfo.Route(
                            e.destination(), e.decision(), active.revision(), List.of()));
            throw e;
        }
    }

    /// The engine of the policy in force.
    PolicyEngine engine() {
        return policy.get().tsocks().engine();
    }

    /// Makes something as the policy in force says, without noting it in a client.
    ///
    /// @param decided is told what the policy says
    <T extends Closeable> Routed<T> make(Consumer<ConnectionInfo.Route> decided, Make<T> make)
            throws IOException {
        return decide(policy.get(), decided, make);
    }

    /// Whether a client's connection ends because this policy is in force now.
    boolean isDropped(LiveClient client, PolicyEngine now) {
        return switch (onReload) {
            case KEEP -> false;
            case DROP_CHANGED -> !client.isLedTheSameWayBy(now);
            case DROP_ALL -> !client.isDecidedBy(now);
        };
    }
}
