package io.tsocks.launcher.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.OwnSocket;
import io.tsocks.testing.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What one side of a relayed connection does, the other sees, however the bytes travel.
@Timeout(60)
abstract class RelayedConnections {

    static final int MUCH = 20_000_000;
    private static final int SHORT_PATIENCE = 200;
    static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    final Kernel kernel = Kernel.ofThisProcess();
    final Relay relay = new Relay(kernel, SHORT_PATIENCE);

    /// A relayed connection as its ends have it.
    ///
    /// @param carrier the server's socket without what protects its bytes
    record Ends(Socket program, Socket server, Socket carrier) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            program.close();
            server.close();
        }
    }

    @BeforeEach
    void start() throws KernelException {
        relay.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        relay.programsHaveEnded();
        relay.await();
    }

    /// Makes a relayed connection.
    final Ends connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
            OwnSocket inner = to(listener);
            Socket program = listener.accept().socket();
            OwnSocket outer = to(listener);
            Socket carrier = listener.accept().socket();
            return new Ends(program, relay(inner, outer, carrier), carrier);
        }
    }

    /// Has a connection relayed.
    ///
    /// @param carrier the peer of the outer socket
    /// @return what the server reads from and writes to
    abstract Socket relay(OwnSocket inner, OwnSocket outer, Socket carrier) throws IOException;

    /// How many connections are many.
    abstract int many();

    private OwnSocket to(ServerSocketChannel listener) throws IOException {
        OwnSocket own = OwnSocket.open(kernel, false);
        InetSocketAddress at = (InetSocketAddress) listener.getLocalAddress();
        own.asNative().connect(InetEndpoint.forSocket(false, at).orElseThrow().sockaddr());
        return own;
    }

    static CompletableFuture<Void> inThread(Runnable work) {
        return CompletableFuture.runAsync(work, THREADS);
    }

    static void write(Socket to, byte[] bytes) {
        try {
            to.getOutputStream().write(bytes);
            to.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Both ways at once, with readers that are slower than the writers.
    @Test
    void everyByteArrivesBothWaysAndEndsArePassedOn() throws Exception {
        RandomGenerator random = Seeds.random(1);
        byte[] out = new byte[MUCH];
        byte[] in = new byte[MUCH];
        random.nextBytes(out);
        random.nextBytes(in);
        try (Ends ends = connect()) {
            CompletableFuture<Void> writes =
                    CompletableFuture.allOf(
                            inThread(() -> write(ends.program(), out)),
                            inThread(() -> write(ends.server(), in)));
            CompletableFuture<byte[]> arrived =
                    CompletableFuture.supplyAsync(() -> readAll(ends.server()), THREADS);
            assertThat(readAll(ends.program())).isEqualTo(in);
            assertThat(arrived.get()).isEqualTo(out);
            writes.get();
        }
    }

    static byte[] readAll(Socket from) {
        try {
            return from.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aHalfClosedConnectionGoesOnTheOtherWay() throws Exception {
        try (Ends ends = connect()) {
            ends.program().shutdownOutput();
            assertThat(ends.server().getInputStream().read()).isEqualTo(-1);
            write(ends.server(), new byte[] {1, 2, 3});
            assertThat(readAll(ends.program())).containsExactly(1, 2, 3);
        }
    }

    @Test
    void theServersHalfCloseIsPassedOn() throws Exception {
        try (Ends ends = connect()) {
            ends.server().shutdownOutput();
            assertThat(ends.program().getInputStream().read()).isEqualTo(-1);
            write(ends.program(), new byte[] {4, 5});
            assertThat(readAll(ends.server())).containsExactly(4, 5);
        }
    }

    @Test
    void aResetIsPassedOnBothWays() throws Exception {
        try (Ends ends = connect();
                Ends others = connect()) {
            reset(ends.carrier());
            reset(others.program());
            assertReset(ends.program());
            assertReset(others.carrier());
        }
    }

    /// Writes until the relay takes no more. Each echo shows that it has looked.
    private void fill(Ends stuck) throws IOException {
        try (Ends free = connect()) {
            SocketChannel channel = stuck.program().getChannel();
            channel.configureBlocking(false);
            for (int fruitless = 0; fruitless < 20; fruitless++) {
                while (channel.write(ByteBuffer.allocate(100_000)) > 0) {
                    fruitless = 0;
                }
                free.program().getOutputStream().write(1);
                assertThat(free.server().getInputStream().read()).isEqualTo(1);
            }
            channel.configureBlocking(true);
        }
    }

    private void awaitNoConnections() {
        while (relay.descriptors() > 0) {
            assertThat(Thread.currentThread().isInterrupted()).as("given up").isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void aResetIsPassedOnAlthoughTheServerTakesNothing() throws Exception {
        try (Ends ends = connect()) {
            fill(ends);
            reset(ends.program());
            awaitNoConnections();
            assertReset(ends.carrier());
        }
    }

    /// The end of what the program sends arrives, and then that it is gone.
    @Test
    void whatAProgramThatIsGoneHasSentDoesNotWaitForEver() throws Exception {
        try (Ends ends = connect()) {
            fill(ends);
            ends.program().shutdownOutput();
            ends.server().getOutputStream().write(1);
            ends.server().getInputStream().readNBytes(4_000_000);
            ends.program().close();
            awaitNoConnections();
            assertReset(ends.carrier());
        }
    }

    static void assertReset(Socket socket) throws IOException {
        InputStream input = socket.getInputStream();
        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(input::readAllBytes)
                .withMessage("Connection reset");
    }

    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Bounded buffers: what nobody reads stays with its writer.
    @Test
    void aReaderThatDoesNotReadHoldsTheWriterAndNobodyElse() throws Exception {
        try (Ends stuck = connect();
                Ends free = connect()) {
            CompletableFuture<Void> writer = inThread(() -> write(stuck.program(), new byte[MUCH]));
            for (int i = 0; i < 100; i++) {
                free.program().getOutputStream().write(i);
                assertThat(free.server().getInputStream().read()).isEqualTo(i);
            }
            assertThat(writer).isNotDone();
            assertThat(readAll(stuck.server())).hasSize(MUCH);
            writer.get();
        }
    }

    /// No program is left to read; what was sent before still arrives.
    @Test
    void whatProgramsHaveSentArrivesAfterTheirEnd() throws Exception {
        try (Ends ends = connect()) {
            CompletableFuture<Void> writer = inThread(() -> write(ends.program(), new byte[MUCH]));
            relay.programsHaveEnded();
            assertThat(relay.isBusy()).isTrue();
            assertThat(readAll(ends.server())).hasSize(MUCH);
            writer.get();
            relay.await();
            assertThat(relay.isBusy()).isFalse();
        }
    }

    @Test
    void manyConnectionsAreCarriedAtATime() throws Exception {
        List<Ends> all = new ArrayList<>();
        for (int i = 0; i < many(); i++) {
            all.add(connect());
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).program().getOutputStream().write(i);
            all.get(i).server().getOutputStream().write(i + 1);
        }
        for (int i = 0; i < all.size(); i++) {
            try (Ends ends = all.get(i)) {
                assertThat(ends.server().getInputStream().read()).isEqualTo(i & 255);
                assertThat(ends.program().getInputStream().read()).isEqualTo((i + 1) & 255);
            }
        }
    }
}
