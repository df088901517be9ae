package io.tsocks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Credentials;
import io.tsocks.client.InvalidPolicyException;
import io.tsocks.client.Tsocks;
import io.tsocks.client.TsocksBuilder;
import io.tsocks.engine.Policy;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Clients and servers for these tests. Only loopback is ever contacted: what the policy sends
/// elsewhere goes to a server on loopback, and that one leads back.
final class Clients {

    static final Duration SOON = Duration.ofSeconds(20);

    private Clients() {}

    /// A policy with this SOCKS 5 server for all that is not local.
    static Policy through(SocksTestServer server) {
        return policy(conf(server));
    }

    /// The same as text.
    static String conf(SocksTestServer server) {
        return """
        server = %s
        server_port = %d
        server_type = 5
        """
                .formatted(server.host(), server.port());
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

    static void assertEchoes(Socket socket) throws IOException {
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(text);
        assertThat(socket.getInputStream().readNBytes(5)).isEqualTo(text);
    }
}
