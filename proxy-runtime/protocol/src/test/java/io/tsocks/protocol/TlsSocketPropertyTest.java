package io.tsocks.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.testing.Authority;
import io.tsocks.testing.Identity;
import io.tsocks.testing.Seeds;
import io.tsocks.testing.TargetServer;
import io.tsocks.testing.TlsFront;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A session against one of Java's TLS sockets, which an echo is behind. Bytes travel in pieces of
/// random length.
class TlsSocketPropertyTest {

    private static final Authority AUTHORITY = Authority.create("Test");
    private static final Identity IDENTITY = AUTHORITY.issue(TlsEngines.HOST);

    static LongStream seeds() {
        return Seeds.first(15);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theEchoOfASocketIsWhatWasSent(long seed) throws IOException {
        RandomGenerator random = Seeds.random(seed);
        byte[] data = new byte[1 + random.nextInt(40_000)];
        random.nextBytes(data);
        TlsFront.Behaviour behaviour =
                random.nextBoolean() ? TlsFront.Behaviour.PLAIN : TlsFront.Behaviour.OLD;
        try (TargetServer echo = TargetServer.echo();
                TlsFront front = TlsFront.start(IDENTITY, echo.address(), behaviour);
                Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(front.address());
            Conversation conversation = new Conversation(socket, random);

            assertThat(conversation.echoOf(data)).as("seed %d", seed).isEqualTo(data);
            assertThat(conversation.end()).as("seed %d", seed).isEqualTo(new TlsState.Closed());
        }
    }

    /// Drives a session over a socket.
    private static final class Conversation {

        private final TlsSession tls = new TlsSession(TlsEngines.client(AUTHORITY));
        private final Socket socket;
        private final RandomGenerator random;

        Conversation(Socket socket, RandomGenerator random) {
            this.socket = socket;
            this.random = random;
        }

        byte[] echoOf(byte[] data) throws IOException {
            ByteBuffer unsent = ByteBuffer.wrap(data);
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            while (read.size() < data.length) {
                tls.runTasks();
                tls.send(unsent);
                if (!step(read)) {
                    break;
                }
            }
            return read.toByteArray();
        }

        /// Says the end, and waits for that of the other side.
        TlsState end() throws IOException {
            tls.closeOutput();
            boolean goesOn = true;
            while (goesOn && !(tls.state() instanceof TlsState.Closed)) {
                goesOn = step(new ByteArrayOutputStream());
            }
            return tls.state();
        }

        /// @return false at the end of the connection
        private boolean step(ByteArrayOutputStream read) throws IOException {
            ByteBuffer plaintext = tls.plaintext();
            if (plaintext.hasRemaining()) {
                byte[] part = new byte[1 + random.nextInt(plaintext.remaining())];
                plaintext.get(part);
                read.writeBytes(part);
                return true;
            }
            ByteBuffer output = tls.output();
            if (output.hasRemaining()) {
                byte[] part = new byte[1 + random.nextInt(output.remaining())];
                output.get(part);
                socket.getOutputStream().write(part);
                return true;
            }
            return receive();
        }

        private boolean receive() throws IOException {
            byte[] part = new byte[1 + random.nextInt(Math.max(1, tls.needed()))];
            int count = socket.getInputStream().read(part);
            if (count < 0) {
                tls.endOfInput();
                return false;
            }
            tls.receive(ByteBuffer.wrap(part, 0, count));
            return true;
        }
    }
}
