package io.tsocks.launcher.relay;

import io.tsocks.launcher.relay.Flow.State;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.Poller;
import io.tsocks.linux.SocketBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Copies between programs and servers, in one thread of its own for all connections, so that it
/// never delays an answer to a program.
///
/// An end and a reset of one side are passed on to the other. Urgent data (`MSG_OOB`) becomes
/// ordinary data. If this process dies, all relayed connections are reset.
public final class Relay {

    private static final int CHANGES =
            Poller.READABLE | Poller.WRITABLE | Poller.PEER_SENDS_NO_MORE | Poller.EDGE;

    /// How long to wait for a pipe, in milliseconds, if descriptors have run out.
    private static final int PATIENCE_WITHOUT_PIPE = 10;

    /// How long a program's socket is idle, in seconds, before the kernel is asked whether it still
    /// exists: one that was closed while the server sends nothing tells nothing.
    private static final int IDLE = 60;

    private final Kernel kernel;
    private final Pipes pipes;
    private final SocketBuffer buffer;
    private final ConcurrentLinkedQueue<Passage> arriving = new ConcurrentLinkedQueue<>();
    private final Map<Long, Passage> passages = new HashMap<>();
    private final Set<Long> due = new LinkedHashSet<>();
    private final AtomicInteger count = new AtomicInteger();
    private @Nullable Poller poller;
    private @Nullable Thread thread;
    private volatile boolean isLast;
    private long last;

    public Relay(Kernel kernel) {
        this.kernel = kernel;
        this.pipes = new Pipes(kernel);
        this.buffer = new SocketBuffer(kernel);
    }

    /// Starts it, unless it runs. Only the supervisor's thread calls this.
    ///
    /// @throws KernelException if descriptors have run out
    public void start() throws KernelException {
        if (poller == null) {
            Poller opened = Poller.open(kernel);
            thread = Thread.ofPlatform().daemon().name("relay").start(() -> run(opened));
            poller = opened;
        }
    }

    /// Takes a connection over, and closes both sockets at its end. It must have been started.
    ///
    /// @param inner the peer of the program's socket
    /// @param outer the connection to the server, on which the destination's bytes come next
    public void take(OwnSocket inner, OwnSocket outer) {
        take(SplicedPassage.of(inner, outer, pipes));
    }

    /// The same for a connection whose bytes are protected on their way to the server.
    ///
    /// @param envelope what protects them, which may have bytes for either side already
    public void take(OwnSocket inner, OwnSocket outer, Envelope envelope) {
        take(new SealedPassage(inner, outer, envelope, buffer));
    }

    private void take(Passage passage) {
        OwnSocket inner = passage.inner();
        OwnSocket outer = passage.outer();
        inner.sendAtOnce();
        inner.takeUrgentInPlace();
        outer.takeUrgentInPlace();
        inner.askIdlePeer(IDLE);
        outer.sendAtOnce();
        inner.resetWhenClosed();
        outer.resetWhenClosed();
        count.incrementAndGet();
        arriving.add(passage);
        wakeUp();
    }

    /// How many descriptors the connections have that it carries. Any thread may ask.
    public long descriptors() {
        return 2L * count.get();
    }

    private void wakeUp() {
        if (poller != null) {
            poller.wakeUp();
        }
    }

    /// Says that no program of the run is left. What programs have sent still arrives.
    public void programsHaveEnded() {
        isLast = true;
        wakeUp();
    }

    /// Whether it still has something to do; asked after [#programsHaveEnded].
    public boolean isBusy() {
        return thread != null && thread.isAlive();
    }

    /// Waits until it has nothing more to do, after [#programsHaveEnded].
    ///
    /// @throws InterruptedException if this thread is interrupted
    public void await() throws InterruptedException {
        if (thread != null) {
            thread.join();
        }
    }

    private void run(Poller at) {
        while (!isOver()) {
            at.poll(patience(), (token, _) -> due.add(token));
            accept(at);
            boolean wasLast = isLast;
            moveAll(at);
            if (wasLast) {
                closeUnread(at);
            }
        }
        pipes.close();
        at.close();
    }

    private boolean isOver() {
        return isLast && passages.isEmpty() && arriving.isEmpty();
    }

    private int patience() {
        boolean isStarved = false;
        for (Long token : due) {
            Passage passage = passages.get(token);
            if (passage != null && passage.isIn(State.READY)) {
                return 0;
            }
            isStarved = true;
        }
        return isStarved ? PATIENCE_WITHOUT_PIPE : -1;
    }

    private void accept(Poller at) {
        for (Passage next = arriving.poll(); next != null; next = arriving.poll()) {
            long token = last++;
            passages.put(token, next);
            boolean isWatched =
                    at.watch(next.inner().fd(), CHANGES, token).ok()
                            && at.watch(next.outer().fd(), CHANGES, token).ok();
            if (isWatched) {
                due.add(token);
            } else {
                next.inner().close();
                next.outer().close();
                passages.remove(token);
                count.decrementAndGet();
            }
        }
    }

    private void moveAll(Poller at) {
        List<Long> now = new ArrayList<>(due);
        due.clear();
        for (Long token : now) {
            Passage passage = passages.get(token);
            if (passage != null) {
                move(at, token, passage);
            }
        }
    }

    /// A fault in here ends only this connection.
    private void move(Poller at, long token, Passage passage) {
        try {
            passage.move();
        } catch (RuntimeException | OutOfMemoryError e) {
            passage.breakOff();
        }
        if (passage.isOver(isLast)) {
            close(at, token, passage);
        } else if (passage.isIn(State.READY) || passage.isIn(State.WITHOUT_PIPE)) {
            due.add(token);
        }
    }

    /// Closes the connections whose programs had ended before they were looked at.
    private void closeUnread(Poller at) {
        Map<Long, Passage> all = Map.copyOf(passages);
        all.forEach(
                (token, passage) -> {
                    if (passage.isOver(true)) {
                        close(at, token, passage);
                    }
                });
    }

    private void close(Poller at, long token, Passage passage) {
        passages.remove(token);
        at.forget(passage.inner().fd());
        at.forget(passage.outer().fd());
        passage.close();
        count.decrementAndGet();
    }
}
