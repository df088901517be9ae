package io.tsocks.engine;

/// What a policy does with a connection.
public sealed interface Action {

    /// Whether a connection comes to the same end under another action: both direct, through the
    /// same upstream with the same login, or both refused, for any reason.
    default boolean hasSameEffect(Action other) {
        return switch (this) {
            case Direct ignored -> other instanceof Direct;
            case Via via -> via.equals(other);
            case Refused ignored -> other instanceof Refused;
        };
    }

    /// The action as a key: equal for two actions if [#hasSameEffect] holds.
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
    record Via(Upstream upstream) implements Action {

        /// The server that the upstream is.
        public SocksServer server() {
            return upstream.server();
        }

        @Override
        public String toString() {
            return "via " + upstream.uri();
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

    /// What an action comes to, whichever of the actions with the same effect it was.
    ///
    /// @param example one of them
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
        /// No path reaches it, there is no default server, and `fallback` is not `yes`.
        NOTHING_REACHES_IT,
        /// The path that reaches it has no `server`.
        NO_SERVER,
        /// The chosen server is itself in no `local` network, so it could only be reached through a
        /// SOCKS server.
        SERVER_NOT_LOCAL,
        /// The name of the chosen server was looked up and has no address.
        SERVER_UNKNOWN,
        /// An IPv6 destination, and the chosen server speaks SOCKS 4, which has no IPv6.
        IPV6_OVER_SOCKS4,
        /// The destination is a name that goes unresolved, and the chosen server speaks SOCKS 4,
        /// which has no names.
        NAME_OVER_SOCKS4,
        /// A name below `.onion`, which must not be resolved here (RFC 7686), and no server takes
        /// it.
        ONION_WITHOUT_SERVER,
        /// The destination's name has no address, and the policy cannot decide without one.
        UNKNOWN_HOST
    }
}
