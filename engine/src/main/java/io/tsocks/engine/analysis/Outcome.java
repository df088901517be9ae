package io.tsocks.engine.analysis;

import io.tsocks.engine.Route;
import io.tsocks.engine.SocksServer;

/// What becomes of a connection, whichever rule says so. Two routes have equal outcomes where
/// [Route#hasSameEffect] holds.
public sealed interface Outcome {

    /// The destination itself is connected to.
    record Direct() implements Outcome {
        @Override
        public String toString() {
            return "direct";
        }
    }

    /// The connection goes through a server. Servers that differ in any attribute, the password
    /// included, are different outcomes.
    record Via(SocksServer server) implements Outcome {
        @Override
        public String toString() {
            return "via " + server.uri();
        }
    }

    /// There is no connection, for whatever reason.
    record Refused() implements Outcome {
        @Override
        public String toString() {
            return "refused";
        }
    }

    /// The outcome of a route.
    static Outcome of(Route route) {
        return switch (route) {
            case Route.Direct ignored -> new Direct();
            case Route.Via via -> new Via(via.server());
            case Route.Refused ignored -> new Refused();
        };
    }
}
