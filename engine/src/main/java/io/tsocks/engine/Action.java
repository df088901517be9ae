package io.tsocks.engine;

import java.util.List;

/// What a policy does with a connection.
public sealed interface Action {

    /// Whether another action does the same with a connection: both connect directly, both go
    /// through the same servers in the same order with the same logins, or both refuse, for any
    /// reasons.
    default boolean hasSameEffect(Action other) {
        return switch (this) {
            case Direct ignored -> other instanceof Direct;
            case Via via -> via.equals(other);
            case Refused ignored -> other instanceof Refused;
        };
    }

    /// The action's effect as a key: equal for two actions if [#hasSameEffect] holds.
    default Effect effect() {
        return new Effect(this);
    }

    /// Connect to the destination itself.
    record Direct() implements Action {
        @Override
        public String toString() {
            return "direct";
        }
    }

    /// Connect through an upstream.
    ///
    /// @param upstream only with servers that can carry the connection
    record Via(Upstream upstream) implements Action {

        /// The servers, in order of preference.
        public List<ProxyServer> servers() {
            return upstream.servers();
        }

        @Override
        public String toString() {
            return "via " + upstream;
        }
    }

    /// Do not connect.
    ///
    /// @param message why, in words for a person
    record Refused(Reason reason, String message) implements Action {
        @Override
        public String toString() {
            return "refused (" + message + ")";
        }
    }

    /// The effect of an action, equal for all actions that have it.
    ///
    /// @param example one of the actions with this effect
    record Effect(Action example) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Effect effect && example.hasSameEffect(effect.example);
        }

        @Override
        public int hashCode() {
            return switch (example) {
                case Direct ignored -> 1;
                case Via via -> via.hashCode();
                case Refused ignored -> 2;
            };
        }
    }

    /// Why a destination is refused.
    enum Reason {
        /// No path reaches the destination, there is no default server, and `fallback` is not
        /// `yes`.
        NOTHING_REACHES_IT,
        /// The path that reaches the destination has no `server`.
        NO_SERVER,
        /// No chosen server is in a `local` network, so they could only be reached through another
        /// server.
        SERVER_NOT_LOCAL,
        /// With `chain = yes`, the chosen server could only be reached through itself.
        CHAIN_IN_CIRCLE,
        /// The name of the chosen server was looked up and has no address.
        SERVER_UNKNOWN,
        /// The destination is an IPv6 address, and the chosen server speaks SOCKS 4, which has no
        /// IPv6.
        IPV6_OVER_SOCKS4,
        /// The destination is a name that is not resolved here, and the chosen server speaks SOCKS
        /// 4, which has no names.
        NAME_OVER_SOCKS4,
        /// The destination is a name below `.onion`, which must not be resolved here (RFC 7686),
        /// and no server takes it.
        ONION_WITHOUT_SERVER,
        /// The destination's name has no address, and the policy cannot decide without one.
        UNKNOWN_HOST
    }
}
