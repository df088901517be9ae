package io.tsocks.launcher.datagram;

import java.net.InetSocketAddress;

/// An association that a server has granted (RFC 1928, section 7). It lives as long as the
/// connection on which it was requested.
///
/// @param server the server's URI
/// @param relay where the server takes datagrams
/// @param connection that connection
public record Lease(String server, InetSocketAddress relay, Connection connection) {

    /// The connection on which an association was requested.
    public interface Connection {

        /// Waits until the server ends it, or it is closed here.
        void awaitEnd();

        /// Ends it. Does not wait.
        void close();
    }
}
