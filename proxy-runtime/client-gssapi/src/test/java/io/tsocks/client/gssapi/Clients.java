package io.tsocks.client.gssapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.Credentials;
import io.tsocks.client.InvalidPolicyException;
import io.tsocks.client.Tsocks;
import io.tsocks.client.TsocksBuilder;
import io.tsocks.engine.Policy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Clients for these tests.
final class Clients {

    static final Duration SOON = Duration.ofSeconds(20);

    private Clients() {}

    static Policy policy(String text) {
        try {
            return Tsocks.policy(text);
        } catch (InvalidPolicyException e) {
            throw new AssertionError(e);
        }
    }

    /// A builder that knows nothing of this machine's environment.
    static TsocksBuilder clientFor(Policy policy) {
        return Tsocks.builder(policy).credentials(Credentials.of(Map.of(), "me"));
    }

    static void assertEchoes(Socket socket) throws IOException {
        byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(text);
        assertThat(socket.getInputStream().readNBytes(5)).isEqualTo(text);
    }
}
