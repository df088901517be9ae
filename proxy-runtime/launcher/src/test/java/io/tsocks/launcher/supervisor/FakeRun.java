package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.engine.Resolver;
import io.tsocks.linux.Notification;
import io.tsocks.linux.SeccompListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A supervisor of the programs of a [FakeKernel].
final class FakeRun implements AutoCloseable {

    /// What is reached through the server.
    static final InetSocketAddress FAR = address("192.0.2.7", 80);

    /// What is reached directly.
    static final InetSocketAddress LOCAL = address("127.0.0.9", 80);

    /// What the policy refuses.
    static final InetSocketAddress REFUSED = address("198.51.100.1", 80);

    private static final String POLICY =
            """
            path {
                reaches = 192.0.2.0/24
                server = 127.0.0.1
                server_port = 1080
                server_type = 5
            }
            """;

    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private final FakeFaults faults = new FakeFaults();
    private final FakePrograms programs = new FakePrograms();
    private final FakeKernel kernel = new FakeKernel(faults, programs);
    private final List<Journal.Event> events = new CopyOnWriteArrayList<>();
    private final Thread loop;

    /// @param patience how long the server may take in each phase
    FakeRun(Duration patience) throws IOException {
        this(patience, Supervised.routing(POLICY, Resolver.none()));
    }

    FakeRun(Duration patience, Routing routing) throws IOException {
        Settings settings =
                Supervised.settings(
                        routing,
                        patience,
                        Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run),
                        Settings.NonBlocking.GATE,
                        Settings.Dns.LOCAL,
                        events::add);
        SeccompListener listener = new SeccompListener(kernel, kernel.openListener(), true);
        loop = Thread.ofPlatform().start(Supervisor.of(listener, settings)::run);
    }

    private static InetSocketAddress address(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    FakeFaults faults() {
        return faults;
    }

    List<Journal.Event> events() {
        return events;
    }

    /// Changes the faults, or the programs, while the loop is not in the kernel.
    void change(Runnable change) {
        synchronized (kernel) {
            change.run();
        }
    }

    FakePrograms programs() {
        return programs;
    }

    /// A new program connects a new blocking socket.
    Notification connect(InetSocketAddress to) {
        return connect(to, false);
    }

    Notification connect(InetSocketAddress to, boolean nonBlocking) {
        synchronized (kernel) {
            Notification call = programs.connect(to, nonBlocking);
            kernel.ask(call);
            return call;
        }
    }

    /// A new program connects a new socket, and closing that waits for its peer (SO_LINGER).
    Notification connectLingering(InetSocketAddress to) {
        synchronized (kernel) {
            Notification call = connect(to);
            programs.socketOf(call).setLinger(true);
            return call;
        }
    }

    void die(Notification call) {
        change(() -> programs.die(call));
    }

    FakeSocket socketOf(Notification call) {
        synchronized (kernel) {
            return programs.socketOf(call);
        }
    }

    /// What a call is told, once it is told.
    FakePrograms.Answer answer(Notification call) throws InterruptedException {
        synchronized (kernel) {
            long end = System.nanoTime() + ENOUGH.toNanos();
            for (FakePrograms.Answer told = programs.answer(call); ; told = programs.answer(call)) {
                if (told != null) {
                    return told;
                }
                assertThat(System.nanoTime()).as("no answer to %s", call).isLessThan(end);
                kernel.wait(100);
            }
        }
    }

    /// Waits until a caller has its answer or is dead.
    void await(Notification call) throws InterruptedException {
        synchronized (kernel) {
            long end = System.nanoTime() + ENOUGH.toNanos();
            while (programs.waits(call)) {
                assertThat(System.nanoTime()).as("no answer to %s", call).isLessThan(end);
                kernel.wait(100);
            }
        }
    }

    /// That a call of a program which nothing happens to ends as it should: the loop goes on.
    void assertGoesOn() throws InterruptedException {
        Notification call = connect(FAR);
        assertThat(answer(call).errno()).as("the next connect; %s", events).isZero();
        assertConnectedAsAllowed(call);
    }

    /// That a socket that its program takes for connected is, and where the policy says.
    void assertConnectedAsAllowed(Notification call) {
        FakeSocket socket = socketOf(call);
        FakeServer server = socket.server();
        if (server == null || socket.peer() == null) {
            throw new AssertionError("not connected: " + call);
        }
        InetSocketAddress peer = socket.peer().toSocketAddress();
        if (peer.equals(FakePrograms.SERVER)) {
            assertThat(server.granted()).isEqualTo(FAR.getAddress());
            assertThat(socket.unread()).as("what the destination says").isEqualTo(2);
        } else {
            assertThat(peer).isEqualTo(LOCAL);
            assertThat(socket.sent()).isZero();
        }
    }

    /// That a call was not told of a connection that there is not, and was not let through.
    void assertSafe(Notification call) {
        FakePrograms.Answer told;
        synchronized (kernel) {
            told = programs.answer(call);
        }
        if (told != null) {
            assertThat(told.goesOn()).as("let through: %s", call).isFalse();
            if (told.isSuccess()) {
                assertConnectedAsAllowed(call);
            }
        }
    }

    /// Ends the programs and with them the supervisor, which then has nothing open.
    @Override
    public void close() {
        kernel.end();
        try {
            assertThat(loop.join(ENOUGH)).as("the loop has ended").isTrue();
            awaitNothingOpen();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Threads may still be closing what could make the loop wait.
    private void awaitNothingOpen() throws InterruptedException {
        long end = System.nanoTime() + ENOUGH.toNanos();
        synchronized (kernel) {
            while (kernel.countOpen() > 0 && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.timedWait(kernel, end - System.nanoTime());
            }
        }
        assertThat(kernel.countOpen()).as("descriptors left open").isZero();
    }
}
