package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.time.Deadline;
import io.tsocks.protocol.HandshakeState;
import io.tsocks.protocol.HttpConnectHandshake;
import io.tsocks.protocol.HttpFailure;
import io.tsocks.protocol.HttpServerHandshake;
import io.tsocks.protocol.HttpServerState;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A handshake with a proxy of HTTP is driven as one with a SOCKS server is.
class DialogueTest {

    private static final String BANNER = "SSH-2.0-first\r\n\r\n";
    private static final Deadline DEADLINE = Deadline.in(Duration.ofSeconds(30));

    @Test
    void whatComesWithTheGrantIsTheApplications() throws Exception {
        try (ServerSocket proxy = proxy(HttpServerHandshake::grant);
                TimedSocket socket = connected(proxy)) {
            assertThat(drive(socket)).isInstanceOf(HandshakeState.Established.class);
            byte[] first = socket.socket().getInputStream().readNBytes(BANNER.length());
            assertThat(first).asString(StandardCharsets.US_ASCII).isEqualTo(BANNER);
        }
    }

    @Test
    void aProxyThatWantsALoginSaysSo() throws Exception {
        try (ServerSocket proxy = proxy(server -> server.askLogin("tsocks"));
                TimedSocket socket = connected(proxy)) {
            assertThat(drive(socket))
                    .isInstanceOfSatisfying(
                            HandshakeState.Failed.class,
                            failed ->
                                    assertThat(failed.failure())
                                            .isEqualTo(
                                                    new HttpFailure.LoginWanted(List.of("Basic"))));
        }
    }

    private static HandshakeState drive(TimedSocket socket) throws IOException {
        SocksRequest request = SocksRequest.connect(SocksAddress.of("a.test", 22));
        HttpConnectHandshake handshake = new HttpConnectHandshake(request, null);
        Dialogue dialogue = new Dialogue(socket, handshake);
        while (!handshake.state().isOver()) {
            dialogue.step(DEADLINE);
        }
        return handshake.state();
    }

    private static TimedSocket connected(ServerSocket proxy) throws IOException {
        TimedSocket socket = new TimedSocket(new Socket(Proxy.NO_PROXY));
        socket.connect((InetSocketAddress) proxy.getLocalSocketAddress(), DEADLINE);
        return socket;
    }

    /// Answers one request, and sends the banner in the same write.
    private static ServerSocket proxy(Consumer<HttpServerHandshake> answer) throws IOException {
        ServerSocket listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(() -> serve(listener, answer));
        return listener;
    }

    private static void serve(ServerSocket listener, Consumer<HttpServerHandshake> answer) {
        try (Socket client = listener.accept()) {
            HttpServerHandshake server = new HttpServerHandshake();
            while (server.state() instanceof HttpServerState.Reading(int needed)) {
                server.receive(ByteBuffer.wrap(client.getInputStream().readNBytes(needed)));
            }
            answer.accept(server);
            String sent = new String(server.takeOutput(), StandardCharsets.US_ASCII) + BANNER;
            client.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The client sees that nothing comes.
        }
    }
}
