package io.tsocks.engine;

import io.tsocks.net.HostPattern;
import io.tsocks.net.Network;
import java.util.List;
import java.util.Optional;

/// A part of a policy that can decide for a destination.
public sealed interface Rule {

    /// Where the rule stands; [Origin#NONE] if no line says it.
    Origin origin();

    /// The line on which the rule starts, from 1; 0 if no line says it.
    default int line() {
        return origin().line();
    }

    /// A few words that name the rule and where it stands, such as `path at line 23`.
    String describe();

    /// A network that is reached directly.
    ///
    /// @param origin [Origin#NONE] for the loopback networks, which are local in every policy
    record Local(Network network, Origin origin) implements Rule {
        @Override
        public String describe() {
            return origin.isBuiltIn() ? "loopback is always local" : "local at line " + line();
        }
    }

    /// Host names that are reached directly.
    record LocalHosts(HostPattern hosts, Origin origin) implements Rule {
        @Override
        public String describe() {
            return "local at line " + line();
        }
    }

    /// A block of networks and host names, and the server that reaches them.
    ///
    /// @param reaches networks, in file order
    /// @param hosts names, in file order
    /// @param upstream empty if the block names no server: what it reaches is then refused
    /// @param origin from the opening line to the closing one
    record Path(
            List<Reach> reaches, List<HostReach> hosts, Optional<Upstream> upstream, Origin origin)
            implements Rule {
        public Path {
            reaches = ReachList.copyOf(reaches);
            hosts = List.copyOf(hosts);
        }

        /// A path that names no hosts.
        public Path(List<Reach> reaches, Optional<Upstream> upstream, Origin origin) {
            this(reaches, List.of(), upstream, origin);
        }

        @Override
        public String describe() {
            return "path at line " + line();
        }
    }

    /// The server for all destinations that no path reaches.
    record DefaultServer(Upstream upstream, Origin origin) implements Rule {
        @Override
        public String describe() {
            return "default server at line " + line();
        }
    }

    /// `fallback = yes`: connections that no server takes are made directly.
    record Fallback(Origin origin) implements Rule {
        @Override
        public String describe() {
            return "fallback at line " + line();
        }
    }

    /// The end of every policy that has neither a default server nor a fallback.
    record Nothing() implements Rule {
        @Override
        public Origin origin() {
            return Origin.NONE;
        }

        @Override
        public String describe() {
            return "no path decides for it, and there is no default server";
        }
    }
}
