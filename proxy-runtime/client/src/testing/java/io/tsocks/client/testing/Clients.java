package io.tsocks.client.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Credentials;
import io.tsocks.client.Tsocks;
import io.tsocks.client.TsocksBuilder;
import io.tsocks.engine.Policy;
import io.tsocks.testserver.SocksTestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Clients and servers for the tests of the client and of what is built on it. Only loopback is
/// ever contacted: what the policy sends elsewhere goes to a server on loopback, and that one leads
/// back.
public final class Clients {

    /// Longer than anything on loopback takes.
    public static final Duration SOON = Duration.ofSeconds(20);

    /// 127.0.0.1.
    public static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private Clients() {}

    /// A policy with this SOCKS 5 server for all that is not local.
    public static Policy through(SocksTestServer server) {
        return through(server, 5);
    }

    /// A policy with this server for all that is not local.
    ///
    /// @param version 5, or 4 for SOCKS 4a, which takes names as SOCKS 5 does
    public static Policy through(SocksTestServer server, int version) {
        return through(server, version, "");
    }

    /// The same with more lines.
    public static Policy through(SocksTestServer server, int version, String more) {
        return policy(conf(server, version) + more + "\n");
    }

    /// The lines of a SOCKS 5 server.
    public static String conf(SocksTestServer server) {
        return conf(server, 5);
    }

    private static String conf(SocksTestServer server, int version) {
        return """
        server = %s
        server_port = %d
        server_type = %s
        """
                .formatted(server.host(), server.port(), version == 4 ? "4a" : "5");
    }

    /// The policy of a text without mistakes.
    public static Policy policy(String text) {
        try {
            return Tsocks.policy(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// A builder that knows nothing of this machine's environment.
    public static TsocksBuilder clientFor(Policy policy) {
        return Tsocks.builder(policy)
                .credentials(Credentials.of(Map.of(), "me"))
                .resolver(
                        host -> {
                            throw new AssertionError(host + " was resolved");
                        });
    }

    /// A server that leads to this target, whatever is asked for.
    public static SocksTestServer leadingTo(InetSocketAddress target) {
        return SocksTestServer.builder().redirectAll(target).start();
    }

    /// Sends a word to a server that echoes, and reads it.
    public static void assertEchoes(Socket socket) throws IOException {
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(text);
        assertThat(socket.getInputStream().readNBytes(5)).isEqualTo(text);
    }
}
