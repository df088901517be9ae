package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.CredentialsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NameServerCallsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static Settings settings(int port) {
        return Supervised.settings(
                "server = 127.0.0.1\nserver_port = %d\nserver_type = 5\n".formatted(port),
                Duration.ofSeconds(30),
                Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run),
                Settings.Dns.REMOTE,
                _ -> {});
    }

    private static InetEndpoint endpoint(InetAddress address) {
        return InetEndpoint.forSocket(false, new InetSocketAddress(address, 53)).orElseThrow();
    }

    /// A server that sends one byte after another never lets a read wait long.
    @Test
    void aServerThatIsSlowForEverDoesNotHoldALookupLongerThanItsTime() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1)) {
            Thread.ofVirtual().start(() -> drip(server, clock));
            Settings settings = settings(server.getLocalPort());
            NameServerCalls calls = new NameServerCalls(settings, Duration.ofMillis(300));
            Destinations destinations = new Destinations(settings.routing(), null);
            assertThatThrownBy(
                            () ->
                                    calls.overTcp(
                                            new byte[20],
                                            destinations.decide(
                                                    endpoint(InetAddress.ofLiteral("192.0.2.53")))))
                    .isInstanceOf(NameServerCalls.FailedLookup.class)
                    .hasMessageContaining("192.0.2.53:53")
                    .hasMessageContaining("no answer in time");
        }
    }

    /// The server has answered all that it was asked.
    @Test
    void aLoginThatComesLateIsNotTheServersFailure() throws Exception {
        CountDownLatch ticket = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofPlatform().daemon().start(() -> chooseGssapi(server));
            Settings settings =
                    Supervised.settings(
                            "server = socks5://127.0.0.1:%d\ngssapi = integrity\n"
                                    .formatted(server.getLocalPort()),
                            Duration.ofSeconds(30),
                            _ -> {
                                await(ticket);
                                throw new CredentialsException("too late");
                            });
            NameServerCalls calls = new NameServerCalls(settings, Duration.ofSeconds(2));
            Destinations.Course.Decided course =
                    new Destinations(settings.routing(), null)
                            .decide(endpoint(InetAddress.ofLiteral("192.0.2.53")));
            Routing.Plan.Via via = (Routing.Plan.Via) course.plan();
            // a server that fails twice is left alone
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> calls.overTcp(new byte[20], course))
                        .hasMessageContaining("192.0.2.53:53")
                        .hasMessageContaining("(KDC) does not answer");
            }
            assertThat(via.upstream().servers())
                    .noneMatch(one -> settings.groups().isLeftAlone(one, System.nanoTime()));
        } finally {
            ticket.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Chooses GSSAPI for all clients, until it is closed.
    private static void chooseGssapi(ServerSocket server) {
        List<Socket> clients = new ArrayList<>();
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                clients.add(client);
                client.getInputStream().readNBytes(3);
                client.getOutputStream().write(new byte[] {5, 1});
            } catch (IOException e) {
                assertThat(clients).isNotEmpty();
            }
        }
    }

    private static void drip(ServerSocket server, ScheduledExecutorService clock) {
        try {
            Socket client = server.accept();
            client.getOutputStream().write(new byte[] {5, 0, 5, 0, 0, 3, (byte) 255});
            ScheduledFuture<?> ignored =
                    clock.scheduleWithFixedDelay(
                            () -> sendOne(client), 0, 10, TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void sendOne(Socket client) {
        try {
            client.getOutputStream().write('x');
        } catch (IOException e) {
            throw new IllegalStateException("it is over", e);
        }
    }

    /// The SOCKS server can make nothing of a fake address, and no packet may go to one.
    @Test
    void aNameServerGivenByAFakeAddressIsAskedByItsName() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Settings settings = settings(server.getLocalPort());
            FakeNames fakes = new FakeNames(FakeNet.DEFAULT, 0, System::nanoTime, _ -> {});
            Destinations destinations = new Destinations(settings.routing(), fakes);
            InetAddress fake = fakes.addressOf("ns.example").orElseThrow().toInetAddress();
            Thread.ofVirtual().start(() -> requests.add(request(server, 17)));
            assertThatThrownBy(
                            () ->
                                    new NameServerCalls(settings)
                                            .overTcp(
                                                    new byte[20],
                                                    destinations.decide(endpoint(fake))))
                    .hasMessageContaining("ns.example:53");
            assertThat(requests.take()).isEqualTo("\5\1\0\3\12ns.example\0" + "5");
        }
    }

    /// What the client asks for.
    private static String request(ServerSocket server, int length) {
        try (Socket client = server.accept()) {
            InputStream in = client.getInputStream();
            in.readNBytes(3);
            client.getOutputStream().write(new byte[] {5, 0});
            return new String(in.readNBytes(length), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aServerWhoseNameHasAnotherAddressNowIsAsked() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.3", "127.0.0.1"));
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Settings settings =
                    Supervised.settings(
                            Supervised.routing(
                                    "server = socks5://proxy.test:" + server.getLocalPort() + "\n",
                                    _ -> List.of(InetAddress.ofLiteral(answers.removeFirst()))),
                            Duration.ofSeconds(30),
                            Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run),
                            Settings.NonBlocking.GATE,
                            Settings.Dns.TCP,
                            _ -> {});
            Destinations destinations = new Destinations(settings.routing(), null);
            InetEndpoint nameServer = endpoint(InetAddress.ofLiteral("192.0.2.53"));
            Thread.ofVirtual().start(() -> requests.add(request(server, 10)));
            assertThatThrownBy(
                            () ->
                                    new NameServerCalls(settings)
                                            .overTcp(new byte[20], destinations.decide(nameServer)))
                    .hasMessageContaining("192.0.2.53:53");
            assertThat(requests.take()).startsWith("\5\1\0\1");
        }
    }

    /// Without `--fake-net` in use it may be anybody's address, but not in this run.
    @Test
    void aFakeAddressThatStandsForNothingIsNotAsked() {
        Settings settings = settings(1);
        FakeNames fakes = new FakeNames(FakeNet.DEFAULT, 0, System::nanoTime, _ -> {});
        Destinations destinations = new Destinations(settings.routing(), fakes);
        assertThat(destinations.decide(endpoint(InetAddress.ofLiteral("198.18.0.9"))).plan())
                .isInstanceOf(Routing.Plan.Refused.class);
    }
}
