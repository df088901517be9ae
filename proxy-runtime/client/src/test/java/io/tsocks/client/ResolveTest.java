package io.tsocks.client;

import static io.tsocks.client.testing.Clients.SOON;
import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.testserver.SocksTestServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Tor's questions, asked where the policy says.
class ResolveTest {

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.7");

    /// A server that answers one question, as tor does.
    private static final class Answering implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 1, Clients.LOOPBACK);
        private final CompletableFuture<String> asked = new CompletableFuture<>();

        /// @param length of the question after its first four bytes
        /// @param answer in hexadecimal digits
        Answering(int length, String answer) throws IOException {
            Thread.ofPlatform().daemon().start(() -> serve(length, answer));
        }

        private void serve(int length, String answer) {
            try (Socket client = listener.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                in.skipNBytes(3);
                client.getOutputStream().write(new byte[] {5, 0});
                asked.complete(HexFormat.of().formatHex(in.readNBytes(4 + length)));
                client.getOutputStream().write(HexFormat.of().parseHex(answer));
                in.readAllBytes();
            } catch (IOException e) {
                asked.completeExceptionally(e);
            }
        }

        Tsocks client() {
            String text =
                    "server = 127.0.0.1\nserver_type = 5\nserver_port = " + listener.getLocalPort();
            return clientFor(policy(text)).build();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    @Test
    void aNameIsResolvedByItsServer() throws Exception {
        try (Answering server = new Answering(9, "05000001c00002070000")) {
            assertThat(server.client().resolve("a.test", 80, SOON)).isEqualTo(ADDRESS);
            assertThat(server.asked.get()).isEqualTo("05f0000306612e746573740000");
        }
    }

    @Test
    void anAddressIsNamedByItsServer() throws Exception {
        try (Answering server = new Answering(6, "0500000306612e746573740000")) {
            assertThat(server.client().resolvePtr(ADDRESS, 80, SOON)).isEqualTo("a.test");
            assertThat(server.asked.get()).isEqualTo("05f10001c00002070000");
        }
    }

    @Test
    void anAnswerOfTheWrongKindIsNone() throws Exception {
        try (Answering server = new Answering(9, "0500000306612e746573740000")) {
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> server.client().resolve("a.test", 80, SOON))
                    .withMessageContaining("it answered the question with a.test:0");
        }
    }

    @Test
    void aServerThatDoesNotKnowTheQuestionSaysSo() throws Exception {
        try (SocksTestServer server = SocksTestServer.start()) {
            Tsocks tsocks = clientFor(through(server)).build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> tsocks.resolve("a.test", 80, SOON))
                    .withMessageContaining("0x07 (command not supported)");
            Tsocks version4 = clientFor(through(server, 4, "")).build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> version4.resolvePtr(ADDRESS, 80, SOON))
                    .withMessageContaining("SOCKS 4 has no RESOLVE_PTR");
        }
    }

    @Test
    void whatIsDirectIsAskedOfNoServer() throws Exception {
        Tsocks tsocks =
                clientFor(policy("local = 10.0.0.0/255.0.0.0"))
                        .resolver(_ -> List.of(InetAddress.ofLiteral("10.1.1.1")))
                        .build();
        assertThat(tsocks.resolve("a.test", 80, SOON).getHostAddress()).isEqualTo("10.1.1.1");
        assertThat(tsocks.resolve("10.2.2.2", 80, SOON).getHostAddress()).isEqualTo("10.2.2.2");
        InetAddress direct = InetAddress.ofLiteral("10.1.1.1");
        assertThatThrownBy(() -> tsocks.resolvePtr(direct, 80, SOON))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("directly");
        assertThatThrownBy(() -> tsocks.resolvePtr(ADDRESS, 80, SOON))
                .isInstanceOf(RouteRefusedException.class);
    }
}
