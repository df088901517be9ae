package io.tsocks.service.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Where the API listens, and what it allows.
///
/// @param unix the path of the AF_UNIX socket
/// @param loopbackPort on 127.0.0.1; 0 for any that is free; empty for none
/// @param network an address that others can reach
/// @param pacIsPublic whether the PAC is sent without a token
/// @param mostPolicyBytes how long a policy may be
/// @param step how long a client may take for the head of its next request, and for each step of a
///     stream
public record ApiConfig(
        Path unix,
        OptionalInt loopbackPort,
        Optional<Network> network,
        boolean pacIsPublic,
        long mostPolicyBytes,
        Duration step) {

    /// An address that others can reach.
    ///
    /// @param hosts the names under which clients know it
    /// @param certificate the chain of the service, as PEM
    /// @param key its private key, as PEM
    /// @param authorities that issue the certificates of clients, as PEM; empty if clients show
    ///     none
    public record Network(
            InetSocketAddress address,
            Set<String> hosts,
            Path certificate,
            Path key,
            Optional<Path> authorities) {
        public Network {
            hosts = Set.copyOf(hosts);
        }
    }
}
