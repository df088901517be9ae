package io.tsocks.launcher.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.launcher.MarkingContext;
import io.tsocks.net.Protection;
import io.tsocks.protocol.Authentication;
import io.tsocks.protocol.GssapiContext;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksHandshake;
import io.tsocks.protocol.SocksRequest;
import io.tsocks.protocol.Strategy;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the supervisor itself says to another machine, through a server that demands GSSAPI.
@Timeout(60)
class ServerLineTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /// So many bytes does the server take before each of its answers.
    private static final int[] TAKEN = {3, 5, 6, 15};

    private static final List<String> ANSWERS =
            List.of("0501", "01010000", "010200020170", "0103000b0500000101020304005070");

    private final ServerSocket listener = listen();
    private final CountDownLatch answered = new CountDownLatch(1);

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 5, LOOPBACK);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        answered.countDown();
        listener.close();
    }

    @Test
    void whatIsSaidThroughAServerWithGssapiIsWrapped() throws Exception {
        FutureTask<String> heard = serve("01030009616e73776572212170");
        try (Socket socket = new Socket(LOOPBACK, listener.getLocalPort());
                TimeLimit time = TimeLimit.of(socket, Duration.ofSeconds(30))) {
            ServerLine line = new ServerLine(socket, time);
            line.negotiate(handshake(new MarkingContext()));
            line.write("question".getBytes(ISO_8859_1));
            assertThat(line.read(3)).asString(ISO_8859_1).isEqualTo("ans");
            assertThat(line.read(5)).asString(ISO_8859_1).isEqualTo("wer!!");
            assertThat(heard.get()).isEqualTo("\1\3\0\11questionp");
            line.close();
        }
    }

    @Test
    void aDamagedAnswerIsNone() throws Exception {
        FutureTask<String> heard = serve("010300020778");
        try (Socket socket = new Socket(LOOPBACK, listener.getLocalPort());
                TimeLimit time = TimeLimit.of(socket, Duration.ofSeconds(30))) {
            ServerLine line = new ServerLine(socket, time);
            line.negotiate(handshake(new MarkingContext()));
            line.write("question".getBytes(ISO_8859_1));
            assertThatThrownBy(() -> line.read(3)).hasMessageContaining("cannot be trusted");
            assertThat(heard.get()).endsWith("p");
        }
    }

    @Test
    void anEndBetweenMessagesIsTheEnd() throws Exception {
        FutureTask<String> heard = serve("");
        try (Socket socket = new Socket(LOOPBACK, listener.getLocalPort());
                TimeLimit time = TimeLimit.of(socket, Duration.ofSeconds(30))) {
            ServerLine line = new ServerLine(socket, time);
            line.negotiate(handshake(new MarkingContext()));
            line.write("question".getBytes(ISO_8859_1));
            assertThatThrownBy(() -> line.read(3)).isInstanceOf(EOFException.class);
            assertThat(heard.get()).endsWith("p");
        }
    }

    /// Closing the socket would not end a login that waits for a mute Kerberos server.
    @Test
    void aLoginThatTakesTooLongIsLeftBehind() throws Exception {
        FutureTask<String> heard = serve("");
        try (Socket socket = new Socket(LOOPBACK, listener.getLocalPort());
                TimeLimit time = TimeLimit.of(socket, Duration.ofSeconds(3))) {
            ServerLine line = new ServerLine(socket, time);
            assertThatThrownBy(() -> line.negotiate(handshake(new Mute(answered))))
                    .isInstanceOf(ServerLine.LateLogin.class)
                    .hasMessageContaining("(KDC) does not answer");
        }
        assertThat(heard.get()).isEmpty();
    }

    private static SocksHandshake handshake(GssapiContext context) {
        return SocksHandshake.socks5(
                SocksRequest.connect(SocksAddress.of("192.0.2.53", 53)),
                List.of(new Authentication.Gssapi(context, Protection.INTEGRITY)),
                Strategy.SEQUENTIAL);
    }

    /// A server that grants the request and then takes a question of eight bytes.
    ///
    /// @param answer in hexadecimal
    /// @return the question, as it came; empty if the client ends before it
    private FutureTask<String> serve(String answer) {
        FutureTask<String> task =
                new FutureTask<>(
                        () -> {
                            try (Socket client = listener.accept()) {
                                for (int i = 0; i < TAKEN.length; i++) {
                                    byte[] said = client.getInputStream().readNBytes(TAKEN[i]);
                                    if (said.length < TAKEN[i]) {
                                        return "";
                                    }
                                    send(client, ANSWERS.get(i));
                                }
                                byte[] question = client.getInputStream().readNBytes(13);
                                send(client, answer);
                                return new String(question, ISO_8859_1);
                            }
                        });
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static void send(Socket client, String hex) throws IOException {
        client.getOutputStream().write(HexFormat.of().parseHex(hex));
    }

    /// Waits for a Kerberos server that does not answer.
    private static final class Mute extends MarkingContext {
        private final CountDownLatch answer;

        Mute(CountDownLatch answer) {
            this.answer = answer;
        }

        @Override
        public byte[] next(byte[] token) {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new byte[] {1};
        }
    }
}
