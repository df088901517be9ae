package io.tsocks.gateway;

import java.util.List;

/// The configuration of a gateway.
///
/// @param listeners at least one
public record GatewayConfig(
        List<ListenerConfig> listeners,
        GatewayLimits limits,
        OnReload onReload,
        ReachableAddresses reachable) {

    public GatewayConfig {
        listeners = List.copyOf(listeners);
        if (listeners.isEmpty()) {
            throw new IllegalArgumentException("a gateway has at least one listener");
        }
    }

    /// A gateway with these listeners that drops the connections which a new policy changes, and
    /// the standard of everything else.
    public static GatewayConfig of(ListenerConfig... listeners) {
        return new GatewayConfig(
                List.of(listeners),
                GatewayLimits.STANDARD,
                OnReload.DROP_CHANGED,
                ReachableAddresses.STANDARD);
    }

    /// The same with other limits.
    public GatewayConfig with(GatewayLimits other) {
        return new GatewayConfig(listeners, other, onReload, reachable);
    }

    /// The same with another answer to new policies.
    public GatewayConfig with(OnReload other) {
        return new GatewayConfig(listeners, limits, other, reachable);
    }

    /// The same with other addresses that may be reached.
    public GatewayConfig with(ReachableAddresses other) {
        return new GatewayConfig(listeners, limits, onReload, other);
    }
}
