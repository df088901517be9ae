package io.tsocks.client;

import static io.tsocks.client.testing.Clients.clientFor;
import static io.tsocks.client.testing.Clients.policy;
import static io.tsocks.client.testing.Clients.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.testing.Clients;
import io.tsocks.engine.Resolver;
import io.tsocks.protocol.Phase;
import io.tsocks.testing.FullListener;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.SocksTestServer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
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

    @Test
    void aServerThatDoesNotEvenAcceptIsGivenUp() throws Exception {
        try (FullListener full = FullListener.open(0)) {
            String text = "server = socks5://127.0.0.1:" + full.port();
            Tsocks tsocks = clientFor(policy(text)).build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> tsocks.connect("a.test", 80, SHORT))
                    .satisfies(e -> assertThat(e.phase()).isEqualTo(Phase.CONNECT));
            assertThatThrownBy(() -> tsocks.connect("127.0.0.1", full.port(), SHORT))
                    .isInstanceOf(SocketTimeoutException.class);
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
                FullListener _ = FullListener.open(server.port())) {
            Duration connect = Duration.ofSeconds(2);
            Tsocks tsocks =
                    clientFor(policy("server = socks5://s.test:" + server.port()))
                            .resolver(_ -> List.of(Clients.LOOPBACK, second))
                            .deadlines(new Deadlines(connect, LONG, LONG, LONG, LONG, LONG))
                            .build();
            assertThatExceptionOfType(SocksException.class)
                    .isThrownBy(() -> tsocks.connect("a.test", 80))
                    .withMessageContaining("the server answered");
        }
    }

    @Test
    void aNamesSecondAddressIsReachedWhereTheFirstIsDead() throws Exception {
        try (TargetServer target = TargetServer.echo(InetAddress.ofLiteral("127.0.0.2"));
                FullListener _ = FullListener.open(target.port())) {
            Tsocks tsocks =
                    clientFor(policy("fallback = yes"))
                            .resolver(
                                    _ ->
                                            List.of(
                                                    Clients.LOOPBACK,
                                                    InetAddress.ofLiteral("127.0.0.2")))
                            .build();
            try (Socket socket = tsocks.connect("a.test", target.port(), Duration.ofSeconds(2))) {
                TsocksTest.assertEchoes(socket);
            }
        }
    }

    /// Not only one that is cancelled.
    @Test
    void aFutureThatTimesOutEndsItsConnect() throws Exception {
        try (SocksTestServer server = mute()) {
            CompletableFuture<Socket> connect =
                    clientFor(through(server)).build().connectAsync("a.test", 80, LONG);
            server.awaitSession(1);
            connect.completeExceptionally(new TimeoutException());
            server.awaitEnd(1);
        }
    }

    @Test
    void aResolverThatDoesNotAnswerIsGivenUp() throws Exception {
        Tsocks tsocks =
                clientFor(policy("local = 10.0.0.0/255.0.0.0"))
                        .resolver(mute(new CountDownLatch(1)))
                        .build();
        assertThatThrownBy(() -> tsocks.connect("a.test", 80, SHORT))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("resolving a.test");
    }

    /// A lookup in a virtual thread would hold a carrier each, of which there are 256 at most.
    @Test
    void lookupsThatHangStopNoVirtualThreadAndAreBounded() throws Exception {
        CountDownLatch hanging = new CountDownLatch(64);
        CountDownLatch release = new CountDownLatch(1);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Tsocks tsocks =
                clientFor(policy("local = 10.0.0.0/255.0.0.0"))
                        .resolver(
                                host -> {
                                    threads.add(Thread.currentThread());
                                    hanging.countDown();
                                    awaitUninterrupted(release);
                                    throw new UnknownHostException(host);
                                })
                        .build();
        List<CompletableFuture<Socket>> connects =
                IntStream.range(0, 64)
                        .mapToObj(i -> tsocks.connectAsync("n" + i + ".test", 80, LONG))
                        .toList();
        hanging.await();
        connects.forEach(connect -> connect.cancel(true));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> tsocks.connect("late.test", 80, SHORT))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("because 64 other lookups hang");
        }
        release.countDown();
        assertThat(threads).hasSize(64).noneMatch(Thread::isVirtual);
    }

    /// Heeds no interrupt, as getaddrinfo(3) heeds none.
    private static void awaitUninterrupted(CountDownLatch release) {
        boolean released = false;
        while (!released) {
            try {
                release.await();
                released = true;
            } catch (InterruptedException e) {
                // Goes on.
            }
        }
    }

    @Test
    void anInterruptEndsItAndLeavesNothingOpen() throws Exception {
        try (SocksTestServer server = mute()) {
            Tsocks tsocks = clientFor(through(server)).build();
            Interrupts.assertThatOneEnds(
                    () -> tsocks.connect("a.test", 80), () -> server.awaitSession(1));
            server.awaitEnd(1);
        }
    }

    @Test
    void anInterruptEndsAQuestionToTheResolver() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Tsocks tsocks =
                clientFor(policy("local = 10.0.0.0/255.0.0.0")).resolver(mute(asked)).build();
        Interrupts.assertThatOneEnds(() -> tsocks.connect("a.test", 80), asked::await);
    }

    /// The name is the server's own here, of which a failure would be the server's.
    @Test
    void anInterruptIsOneEvenWhileTheServersNameIsResolved() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Interrupts.assertThatOneEnds(
                () -> stuckAtTheServersName(asked).connect("a.test", 80), asked::await);
    }

    private static Tsocks stuckAtTheServersName(CountDownLatch asked) {
        return clientFor(policy("server = s.test\nserver_port = 1080"))
                .resolver(mute(asked))
                .build();
    }

    /// One that is asked, and never answers.
    private static Resolver mute(CountDownLatch asked) {
        CountDownLatch never = new CountDownLatch(1);
        return _ -> {
            asked.countDown();
            await(never);
            return List.of();
        };
    }

    private static SocksTestServer mute() {
        return SocksTestServer.builder()
                .faults(new Fault.Mute(io.tsocks.testserver.FaultPhase.REQUEST))
                .start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
