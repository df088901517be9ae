package io.tsocks.service.api;

import io.tsocks.client.health.ServerSnapshot;
import io.tsocks.engine.ProxyServer;
import java.time.Instant;
import java.util.List;

/// What goes through the gateway of this process, if it has one.
public interface Traffic {

    /// A connection that is open.
    ///
    /// @param client its address
    /// @param user who logged in; empty if that was not asked for
    /// @param flow what it carries itself
    /// @param flows of a client that sends datagrams, one for each destination; otherwise none
    record Connection(long id, String client, String user, Flow flow, List<Flow> flows) {
        public Connection {
            flows = List.copyOf(flows);
        }
    }

    /// What a client sends to one destination, and gets from it.
    ///
    /// @param since its beginning
    /// @param destination as it was asked for
    /// @param decision the policy's, in words, with the line
    /// @param revision by which was decided
    /// @param server the servers that carry it, from the nearest; empty if it is direct
    /// @param sent bytes from the client
    /// @param received bytes to the client
    record Flow(
            Instant since,
            String destination,
            String decision,
            String revision,
            String server,
            long sent,
            long received) {}

    /// Whether there is a gateway.
    boolean isThere();

    /// The connections that are open.
    List<Connection> connections();

    /// Closes a connection.
    ///
    /// @return false if it was closed already
    boolean close(long id);

    /// What is known of the servers that were used.
    List<ServerSnapshot<ProxyServer>> servers();

    /// No gateway.
    static Traffic none() {
        return new Traffic() {
            @Override
            public boolean isThere() {
                return false;
            }

            @Override
            public List<Connection> connections() {
                return List.of();
            }

            @Override
            public boolean close(long id) {
                return false;
            }

            @Override
            public List<ServerSnapshot<ProxyServer>> servers() {
                return List.of();
            }
        };
    }
}
