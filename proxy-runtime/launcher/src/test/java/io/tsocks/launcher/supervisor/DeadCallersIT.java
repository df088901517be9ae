package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.testing.RequiresProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A connect ends with the last process that has its socket, and not with its deadline, which is
/// longer here than a test may take.
@RequiresProgram("python3")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadCallersIT {

    private static final Duration LONG = Duration.ofMinutes(10);

    private static final int GREETING = 3;
    private static final int REQUEST = 10;

    private final List<Journal.Event> events = new CopyOnWriteArrayList<>();
    private final ServerSocket server = listener();
    private final ServerSocket go = listener();

    private static ServerSocket listener() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Runs a program that has `children`, which may use `begin`, and exits with what `rest` says
    /// once the test allows it.
    private FutureTask<Integer> start(String children, String rest) {
        String policy =
                Supervised.via(server.getInetAddress().getHostAddress(), server.getLocalPort());
        Pipelining sequential = Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run);
        Supervised supervised = new Supervised(policy, LONG, sequential, events::add);
        String program =
                """
                import errno, os, select, signal, socket, sys
                kept = []
                def begin(s, port):
                    kept.append(s) # Python asks for the peer of a socket that it drops.
                    s.setblocking(False)
                    assert s.connect_ex(('192.0.2.9', port)) == errno.EINPROGRESS
                def child(work):
                    pid = os.fork()
                    if pid == 0:
                        work()
                        os._exit(0)
                    os.waitpid(pid, 0)
                %s
                go = socket.create_connection(('127.0.0.1', %d))
                go.recv(1)
                %s
                """
                        .formatted(children, go.getLocalPort(), rest);
        FutureTask<Integer> exit = new FutureTask<>(() -> supervised.python(program));
        Thread.ofPlatform().daemon().start(exit);
        return exit;
    }

    private void letGo() throws IOException {
        try (Socket program = go.accept()) {
            program.getOutputStream().write(1);
        }
    }

    /// Reads to the end of a connection, which a reset is, too.
    private static void awaitEnd(Socket connection) throws IOException {
        try (connection) {
            InputStream in = connection.getInputStream();
            while (in.read() >= 0) {
                // The greeting.
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private List<String> failures() {
        return events.stream()
                .filter(event -> event.outcome() == Journal.Outcome.FAILED)
                .map(event -> event.destination() + " " + event.message())
                .toList();
    }

    @Test
    void aConnectThatWasBegunEndsWithItsProcess() throws Exception {
        FutureTask<Integer> exit =
                start("child(lambda: begin(socket.socket(), 80))", "sys.exit(0)");
        awaitEnd(server.accept());
        letGo();
        assertThat(exit.get()).isZero();
        assertThat(failures())
                .containsExactly(
                        "192.0.2.9:80 the program closed its socket or ended before the outcome");
    }

    /// The server waits for the destination, which may never answer.
    @Test
    void aConnectEndsWithItsSocketThoughTheServerHasTakenTheRequest() throws Exception {
        String closing =
                """
                begin(socket.socket(), 80)
                kept.pop().close()
                """;
        FutureTask<Integer> exit = start(closing, "sys.exit(0)");
        Socket connection = server.accept();
        connection.getInputStream().readNBytes(GREETING);
        connection.getOutputStream().write(new byte[] {5, 0});
        connection.getInputStream().readNBytes(REQUEST);
        awaitEnd(connection);
        letGo();
        assertThat(exit.get()).isZero();
        assertThat(failures())
                .containsExactly(
                        "192.0.2.9:80 the program closed its socket or ended before the outcome");
    }

    @Test
    void aConnectThatWaitsEndsWithItsProcess() throws Exception {
        String killed =
                """
                pid = os.fork()
                if pid == 0: socket.create_connection(('192.0.2.9', 80))
                socket.create_connection(('127.0.0.1', %d)).recv(1)
                os.kill(pid, signal.SIGKILL)
                """
                        .formatted(go.getLocalPort());
        FutureTask<Integer> exit = start(killed, "sys.exit(0)");
        Socket connection = server.accept();
        letGo();
        awaitEnd(connection);
        letGo();
        assertThat(exit.get()).isZero();
        assertThat(failures())
                .containsExactly(
                        "192.0.2.9:80 the program closed its socket or ended before the outcome");
    }

    /// The second connect's end shows that processes that have ended are looked after.
    @Test
    void aConnectGoesOnInAnotherProcessThatHasItsSocket() throws Exception {
        String children =
                """
                shared = socket.socket()
                child(lambda: begin(shared, 80))
                child(lambda: begin(socket.socket(), 81))
                """;
        String rest =
                """
                select.select([], [shared], [])
                sys.exit(shared.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
                """;
        FutureTask<Integer> exit = start(children, rest);
        try (Socket first = server.accept()) {
            awaitEnd(server.accept());
            letGo();
            grant(first);
            assertThat(exit.get()).isZero();
        }
        assertThat(failures())
                .containsExactly(
                        "192.0.2.9:81 the program closed its socket or ended before the outcome");
    }

    private static void grant(Socket connection) throws IOException {
        connection.getInputStream().readNBytes(GREETING);
        connection.getOutputStream().write(new byte[] {5, 0});
        connection.getInputStream().readNBytes(REQUEST);
        connection.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    }
}
