package io.tsocks.gateway;

import io.tsocks.client.Datagrams;
import io.tsocks.client.RouteRefusedException;
import io.tsocks.client.Routed;
import io.tsocks.protocol.SocksAddress;
import io.tsocks.protocol.SocksDatagram;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The datagrams of a client to one destination, and back. A thread makes the way there, and then
/// waits for what comes back; datagrams that come before the way is made wait in a short queue. A
/// destination to which there is no way is remembered for a while. Each datagram is sent, or
/// dropped and counted.
final class UdpFlow {

    private static final int MOST_WAITING = 16;
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration REFUSAL = Duration.ofSeconds(5);

    private final Gateway gateway;
    private final LiveClient client;
    private final UdpAssociation association;
    private final SocksAddress asked;
    private final BlockingQueue<ByteBuffer> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ReentrantLock dropping = new ReentrantLock();
    private final Thread thread = Thread.ofVirtual().name("tsocks-udp-flow").unstarted(this::run);

    /// Written by the flow's thread, which then reads [#isOver]; a thread that closes does the
    /// reverse. Read by the one that sends, too.
    private volatile @Nullable Routed<Datagrams> routed;

    /// What the policy says of it; written by the flow's thread.
    private volatile ConnectionInfo.@Nullable Route route;

    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();
    private final Instant since = Instant.now();

    private volatile boolean isOver;

    /// Whether no way was made; the flow then only remembers that.
    private volatile boolean hasFailed;

    private volatile long lastSent = System.nanoTime();

    UdpFlow(Gateway gateway, LiveClient client, UdpAssociation association, SocksAddress asked) {
        this.gateway = gateway;
        this.client = client;
        this.association = association;
        this.asked = asked;
    }

    void start() {
        thread.start();
    }

    /// Whether the next datagram needs another flow.
    boolean isOver() {
        return isOver;
    }

    /// Sends a datagram, or drops it.
    void send(ByteBuffer data) {
        lastSent = System.nanoTime();
        Routed<Datagrams> way = routed;
        if (way != null) {
            sendNow(way, data);
        } else if (!waiting.offer(copy(data))) {
            client.addDropped();
        } else {
            lookAgain();
        }
    }

    /// Who makes the way, gives it up or ends the flow looks for waiting datagrams after saying so.
    /// One that is put there later would wait for ever.
    private void lookAgain() {
        Routed<Datagrams> way = routed;
        if (isOver || hasFailed) {
            dropWaiting();
        } else if (way != null) {
            sendAll(way);
        }
    }

    /// A thread that finds nothing waiting knows that all of it has been counted.
    private void dropWaiting() {
        dropping.lock();
        try {
            while (waiting.poll() != null) {
                client.addDropped();
            }
        } finally {
            dropping.unlock();
        }
    }

    private static ByteBuffer copy(ByteBuffer data) {
        return ByteBuffer.allocate(data.remaining()).put(data).flip();
    }

    private void sendNow(Routed<Datagrams> way, ByteBuffer data) {
        int bytes = data.remaining();
        try {
            way.connection().send(data);
            client.addUp(bytes);
            long ignored = up.addAndGet(bytes);
        } catch (IOException e) {
            client.addDropped();
        }
    }

    private void run() {
        try (Routed<Datagrams> way = open()) {
            sendWaiting(way);
            receive(way.connection());
        } catch (IOException e) {
            // A way that this end has closed has not failed. One that breaks is made again for the
            // next datagram.
            if (routed == null) {
                failed(e);
                dropForAWhile();
            } else if (!isOver) {
                failed(e);
            }
        } finally {
            isOver = true;
            dropWaiting();
        }
    }

    private void failed(IOException e) {
        boolean isRefused =
                e instanceof RouteRefusedException || e instanceof Guard.ForbiddenException;
        gateway.tell(
                isRefused
                        ? new GatewayEvent.Refused(told(), Session.why(e))
                        : new GatewayEvent.Failed(told(), Session.why(e)));
    }

    private Routed<Datagrams> open() throws IOException {
        Routed<Datagrams> way =
                gateway.routes()
                        .make(decided -> route = decided, (by, timeout) -> by.udp(asked, timeout));
        gateway.tell(new GatewayEvent.Decided(told()));
        return way;
    }

    private ConnectionInfo told() {
        return client.infoOf(asked, route);
    }

    ConnectionInfo.Flow info() {
        return new ConnectionInfo.Flow(asked, route, up.get(), down.get(), since);
    }

    /// Those that came before the way was made. One that comes now may overtake them.
    private void sendWaiting(Routed<Datagrams> way) {
        sendAll(way);
        routed = way;
        sendAll(way);
    }

    private void sendAll(Routed<Datagrams> way) {
        for (ByteBuffer next = waiting.poll(); next != null; next = waiting.poll()) {
            sendNow(way, next);
        }
    }

    private void receive(Datagrams datagrams) throws IOException {
        while (!isOver) {
            try {
                SocksDatagram datagram = datagrams.receive(IDLE);
                int bytes = datagram.data().remaining();
                client.addDown(bytes);
                long ignored = down.addAndGet(bytes);
                association.deliver(datagram);
            } catch (PortUnreachableException e) {
                // Nobody listens there now, which may change with the next datagram.
            } catch (SocketTimeoutException e) {
                if (System.nanoTime() - lastSent > IDLE.toNanos()) {
                    return;
                }
            }
        }
    }

    private void dropForAWhile() {
        hasFailed = true;
        dropWaiting();
        try {
            Thread.sleep(REFUSAL);
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    void policyChanged() {
        Routed<Datagrams> way = routed;
        if (way == null || !SameWay.isTaken(gateway.routes().engine(), asked, way)) {
            close();
        }
    }

    /// Ends the flow. Its thread is not interrupted once the way is made: while it passes something
    /// on, that would close the client's port for all flows.
    void close() {
        isOver = true;
        Routed<Datagrams> way = routed;
        dropWaiting();
        if (way == null) {
            thread.interrupt();
            return;
        }
        try {
            way.close();
        } catch (IOException e) {
            // It was to be closed, and no more can be done.
        }
    }
}
