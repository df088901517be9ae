package io.tsocks.client.netty;

import io.tsocks.client.Credentials;
import io.tsocks.client.InvalidPolicyException;
import io.tsocks.client.Tsocks;
import io.tsocks.client.TsocksBuilder;
import io.tsocks.engine.Policy;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetSocketAddress;
import java.util.Map;

/// Clients and servers for these tests. Only loopback is ever contacted.
final class Clients {

    private Clients() {}

    /// A policy with this SOCKS 5 server for all that is not local.
    static Policy through(SocksTestServer server) {
        return through(server, 5);
    }

    static Policy through(SocksTestServer server, int version) {
        return policy(
                """
                server = %s
                server_port = %d
                server_type = %d
                """
                        .formatted(server.host(), server.port(), version));
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
