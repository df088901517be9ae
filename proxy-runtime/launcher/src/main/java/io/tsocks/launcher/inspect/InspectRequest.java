package io.tsocks.launcher.inspect;

import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.SocksAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The user's request.
///
/// @param host an address without brackets, or a name
/// @param port 1 to 65535
/// @param asked what the server is asked for
/// @param layer what the protocol travels in
/// @param login null if no credentials are to be sent
/// @param target the destination that the server is asked to connect to; null for the server itself
/// @param timeout the time for each connection and each answer
record InspectRequest(
        String host,
        int port,
        Asked asked,
        Layer layer,
        Authentication.@Nullable Password login,
        @Nullable SocksAddress target,
        Duration timeout,
        boolean json) {

    /// What a protocol travels in.
    enum Layer {
        /// The connection itself.
        TCP,
        /// TLS on the connection.
        TLS
    }

    /// The protocols that a server is asked for.
    enum Asked {
        /// SOCKS, and if it does not speak that, HTTP: the user named none.
        ANY,
        /// SOCKS only.
        SOCKS,
        /// HTTP only: many proxies wait for more after a message of SOCKS.
        HTTP
    }
}
