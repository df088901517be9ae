package io.tsocks.runtime;

import static io.tsocks.runtime.Clients.clientFor;
import static io.tsocks.runtime.Clients.policy;
import static io.tsocks.runtime.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.socks.Phase;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void theTimeoutOfACallEndsItWhateverThePhase() throws Exception {
        try (SocksTestServer server = mute()) {
            Tsocks tsocks = clientFor(through(server)).build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> tsocks.connect("a.test", 80, SHORT))
                    .withMessageContaining("no answer within 0.1 s")
                    .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.REPLY));
        }
    }

    @Test
    void eachPhaseHasItsOwn() throws Exception {
        try (SocksTestServer server = mute()) {
            Deadlines impatient = new Deadlines(LONG, LONG, LONG, LONG, SHORT, LONG);
            Tsocks tsocks = clientFor(through(server)).deadlines(impatient).build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> tsocks.connect("a.test", 80, LONG))
                    .withMessageContaining("no answer within 0.1 s");
        }
    }

    /// A listener whose queue is full: the kernel answers no SYN any more.
    @Test
    void aServerThatDoesNotEvenAcceptIsGivenUp() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, Clients.LOOPBACK)) {
            List<Socket> queue = fill(full);
            Tsocks tsocks =
                    clientFor(
                                    policy(
                                            "server = 127.0.0.1\nserver_port = "
                                                    + full.getLocalPort()
                                                    + "\n"))
                            .build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> tsocks.connect("a.test", 80, SHORT))
                    .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT));
            assertThatThrownBy(() -> tsocks.connect("127.0.0.1", full.getLocalPort(), SHORT))
                    .isInstanceOf(SocketTimeoutException.class);
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void aServersSecondAddressIsTriedWhereTheFirstIsMute() throws Exception {
        InetAddress second = InetAddress.ofLiteral("127.0.0.2");
        try (SocksTestServer server =
                        SocksTestServer.builder()
                                .address(second)
                                .faults(new Fault.Refuse(5))
                                .start();
                ServerSocket full = new ServerSocket(server.port(), 1, Clients.LOOPBACK)) {
            List<Socket> queue = fill(full);
            Duration connect = Duration.ofSeconds(2);
            Tsocks tsocks =
                    clientFor(policy("server = s.test\nserver_port = " + server.port()))
                            .resolver(_ -> List.of(Clients.LOOPBACK, second))
                            .deadlines(new Deadlines(connect, LONG, LONG, LONG, LONG, LONG))
                            .build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> tsocks.connect("a.test", 80))
                    .withMessageContaining("the server answered");
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void aResolverThatDoesNotAnswerIsGivenUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Tsocks tsocks =
                clientFor(policy("local = 10.0.0.0/255.0.0.0"))
                        .resolver(
                                _ -> {
                                    await(never);
                                    return List.of();
                                })
                        .build();
        assertThatThrownBy(() -> tsocks.connect("a.test", 80, SHORT))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("resolving a.test");
    }

    @Test
    void anInterruptEndsItAndLeavesNothingOpen() throws Exception {
        try (SocksTestServer server = mute()) {
            Tsocks tsocks = clientFor(through(server)).build();
            FutureTask<Socket> connecting = new FutureTask<>(() -> tsocks.connect("a.test", 80));
            Thread thread = Thread.ofPlatform().start(connecting);
            server.awaitSession(1);
            thread.interrupt();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(connecting::get)
                    .withCauseInstanceOf(ClosedByInterruptException.class);
            server.awaitEnd(1);
        }
    }

    @Test
    void anInterruptEndsAQuestionToTheResolver() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Tsocks tsocks =
                clientFor(policy("local = 10.0.0.0/255.0.0.0"))
                        .resolver(
                                _ -> {
                                    asked.countDown();
                                    await(never);
                                    return List.of();
                                })
                        .build();
        FutureTask<Socket> connecting = new FutureTask<>(() -> tsocks.connect("a.test", 80));
        Thread thread = Thread.ofPlatform().start(connecting);
        asked.await();
        thread.interrupt();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(connecting::get)
                .withCauseInstanceOf(ClosedByInterruptException.class);
    }

    /// The name is the server's own here, of which a failure would be the server's.
    @Test
    void anInterruptIsOneEvenWhileTheServersNameIsResolved() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        FutureTask<Socket> connecting =
                new FutureTask<>(() -> stuckAtTheServersName(asked).connect("a.test", 80));
        Thread thread = Thread.ofPlatform().start(connecting);
        asked.await();
        thread.interrupt();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(connecting::get)
                .withCauseInstanceOf(ClosedByInterruptException.class);
    }

    private static Tsocks stuckAtTheServersName(CountDownLatch asked) {
        CountDownLatch never = new CountDownLatch(1);
        return clientFor(policy("server = s.test\nserver_port = 1080"))
                .resolver(
                        _ -> {
                            asked.countDown();
                            await(never);
                            return List.of();
                        })
                .build();
    }

    private static SocksTestServer mute() {
        return SocksTestServer.builder()
                .faults(new Fault.Mute(io.tsocks.testserver.Phase.REQUEST))
                .start();
    }

    private static List<Socket> fill(ServerSocket listener) throws Exception {
        List<Socket> queue = new ArrayList<>();
        InetAddress address = listener.getInetAddress();
        try {
            while (true) {
                Socket socket = new Socket(java.net.Proxy.NO_PROXY);
                queue.add(socket);
                socket.connect(new InetSocketAddress(address, listener.getLocalPort()), 50);
            }
        } catch (SocketTimeoutException e) {
            return queue;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
