package io.tsocks.client;

import io.tsocks.engine.Policy;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;

/// Clients and servers for these tests. Only loopback is ever contacted: what the policy sends
/// elsewhere goes to a server on loopback, and that one leads back.
final class Clients {

    static final Duration SOON = Duration.ofSeconds(20);
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private Clients() {}

    /// A policy with this SOCKS 5 server for all that is not local.
    static Policy through(SocksTestServer server) {
        return through(server, 5, "");
    }

    static Policy through(SocksTestServer server, int version, String more) {
        return policy(
                """
                server = %s
                server_port = %d
                server_type = %d
                %s
                """
                        .formatted(server.host(), server.port(), version, more));
    }

    static Policy policy(String text) {
        try {
            return Tsocks.policy(text);
        } catch (InvalidPolicyException e) {
            throw new AssertionError(e);
        }
    }

    /// A builder that knows nothing of this machine's environment.
    static TsocksBuilder clientFor(Policy policy) {
        return Tsocks.builder(policy)
                .credentials(Credentials.of(Map.of(), "me"))
                .resolver(
                        host -> {
                            throw new AssertionError(host + " was resolved");
                        });
    }

    /// A server that leads to this target, whatever is asked for.
    static SocksTestServer leadingTo(InetSocketAddress target) {
        return SocksTestServer.builder().redirectAll(target).start();
    }
}
