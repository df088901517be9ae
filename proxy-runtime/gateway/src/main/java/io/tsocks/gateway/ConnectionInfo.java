package io.tsocks.gateway;

import io.tsocks.engine.Decision;
import io.tsocks.engine.ProxyServer;
import io.tsocks.protocol.SocksAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client of a gateway, as it was when this was made.
///
/// @param id unique in the life of the gateway, from 1
/// @param listener where it connected
/// @param client its address and port; empty if it came through an AF_UNIX socket
/// @param protocol null until its first byte has come
/// @param user the user it has logged in as; empty if the listener has no users
/// @param asked the destination as it was asked for; null until then, and for UDP ASSOCIATE
/// @param route null until the connection to the destination is made or refused
/// @param bytesUp from the client to the destination, without the handshakes
/// @param bytesDown from the destination to the client
/// @param datagramsDropped those of UDP ASSOCIATE that were not carried
/// @param flows of UDP ASSOCIATE, one for each destination, the one that was used last at the end;
///     none in events, which are told for each destination with `asked` and `route` of it
public record ConnectionInfo(
        long id,
        ListenAddress listener,
        String client,
        @Nullable ClientProtocol protocol,
        String user,
        @Nullable SocksAddress asked,
        @Nullable Route route,
        long bytesUp,
        long bytesDown,
        long datagramsDropped,
        List<Flow> flows,
        Instant since) {

    public ConnectionInfo {
        flows = List.copyOf(flows);
    }

    /// Datagrams to one destination, and back.
    ///
    /// @param asked the destination as it was asked for
    /// @param route null until the way there is made or refused
    /// @param bytesUp of datagrams to the destination
    /// @param bytesDown of datagrams from it
    /// @param since when the first datagram came
    public record Flow(
            SocksAddress asked,
            @Nullable Route route,
            long bytesUp,
            long bytesDown,
            Instant since) {}

    /// What the policy said, and the way that was taken.
    ///
    /// @param destination as it was asked for, or the address of its name that was used
    /// @param revision of the policy
    /// @param servers those that were used, the nearest first; none if the destination was reached
    ///     directly, or refused
    public record Route(
            SocksAddress destination,
            Decision decision,
            String revision,
            List<ProxyServer> servers) {
        public Route {
            servers = List.copyOf(servers);
        }
    }
}
