package io.tsocks.engine;

/// The answer of a policy for one destination, with the rule that gave it.
public sealed interface Route {

    /// What decided.
    Rule rule();

    /// Whether a connection comes to the same end, whichever rule decided: both direct, through the
    /// same server with the same login, or both refused.
    default boolean hasSameEffect(Route other) {
        return switch (this) {
            case Direct ignored -> other instanceof Direct;
            case Via via ->
                    other instanceof Via(SocksServer server, var ignored)
                            && via.server.equals(server);
            case Refused ignored -> other instanceof Refused;
        };
    }

    /// Connect to the destination itself.
    record Direct(Rule rule) implements Route {
        @Override
        public String toString() {
            return "direct";
        }
    }

    /// Connect through a SOCKS server.
    record Via(SocksServer server, Rule rule) implements Route {
        @Override
        public String toString() {
            return "via " + server.uri() + " (" + rule.describe() + ")";
        }
    }

    /// Do not connect.
    ///
    /// @param message why, in words for a person
    record Refused(Reason reason, Rule rule, String message) implements Route {
        @Override
        public String toString() {
            return "refused (" + message + ")";
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
        /// The destination's name has no address, and the policy cannot decide without one.
        UNKNOWN_HOST
    }
}
