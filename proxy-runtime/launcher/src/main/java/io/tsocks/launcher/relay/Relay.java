package io.tsocks.launcher.relay;

import io.tsocks.launcher.relay.Flow.State;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.Poller;
import io.tsocks.linux.SocketBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Copies between programs and servers, in one thread of its own for all connections, so that it
/// never delays an answer to a program.
///
/// An end and a reset of one side are passed on to the other. Urgent data (`MSG_OOB`) becomes
/// ordinary data. If this process dies, all relayed connections are reset.
public final class Relay {

    private static final int CHANGES =
            Poller.READABLE
                    | Poller.URGENT
                    | Poller.WRITABLE
                    | Poller.PEER_SENDS_NO_MORE
                    | Poller.EDGE;

    /// How long to wait for a pipe, in milliseconds, if descriptors have run out.
    private static final int PATIENCE_WITHOUT_PIPE = 10;

    /// How long a program's socket is idle, in seconds, before the kernel is asked whether it still
    /// exists: one that was closed while the server sends nothing tells nothing.
    private static final int IDLE = 60;

    /// How long a server may take nothing of what a program has sent that is gone, in milliseconds.
    /// The kernel has about as much patience for a socket that its program has closed.
    private static final int LAST_PATIENCE = 240_000;

    private static final int OVER = Poller.ERROR | Poller.HANG_UP;

    private final Kernel kernel;
    private final int lastPatience;
    private final Pipes pipes;
    private final SocketBuffer buffer;
    private final ConcurrentLinkedQueue<Passage> arriving = new ConcurrentLinkedQueue<>();
    private final Map<Long, Passage> passages = new HashMap<>();
    private final Set<Long> due = new LinkedHashSet<>();

    /// The connections of which the program has said that it sends no more.
    private final Set<Long> ending = new HashSet<>();

    /// The connections that the program, or its kernel, has broken off.
    private final Set<Long> reset = new HashSet<>();

    private final AtomicInteger count = new AtomicInteger();
    private @Nullable Poller poller;
    private @Nullable Thread thread;
    private volatile boolean isLast;
    private long last;

    public Relay(Kernel kernel) {
        this(kernel, LAST_PATIENCE);
    }

    Relay(Kernel kernel, int lastPatience) {
        this.kernel = kernel;
        this.lastPatience = lastPatience;
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
    /// @param whenBroken is told why, in the relay's thread, if the envelope breaks
    public void take(
            OwnSocket inner, OwnSocket outer, Envelope envelope, Consumer<String> whenBroken) {
        take(new SealedPassage(inner, outer, envelope, whenBroken, buffer));
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
            at.poll(patience(), this::ready);
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

    /// Each connection has two tokens in the poller: an even one for the inner side, and the next
    /// one for the outer.
    private void ready(long token, int events) {
        long number = token >> 1;
        Passage passage = passages.get(number);
        if (passage != null) {
            boolean isInner = (token & 1) == 0;
            passage.ready(isInner ? passage.inner() : passage.outer(), events);
            if (isInner) {
                heed(number, passage, events);
            }
            due.add(number);
        }
    }

    /// Takes note of the end of a program's socket, which the passage does not see while the server
    /// takes nothing. What the program has sent before its end is not kept for ever.
    private void heed(long number, Passage passage, int events) {
        if ((events & OVER) == 0) {
            if ((events & Poller.PEER_SENDS_NO_MORE) != 0) {
                ending.add(number);
            }
        } else if ((events & Poller.ERROR) != 0 && !ending.contains(number)) {
            reset.add(number);
        } else {
            passage.outer().limitUnsent(lastPatience);
        }
    }

    private boolean isOver() {
        return isLast && passages.isEmpty() && arriving.isEmpty();
    }

    private int patience() {
        boolean isStarved = false;
        for (Long number : due) {
            Passage passage = passages.get(number);
            if (passage != null && passage.isIn(State.READY)) {
                return 0;
            }
            isStarved = true;
        }
        return isStarved ? PATIENCE_WITHOUT_PIPE : -1;
    }

    private void accept(Poller at) {
        for (Passage next = arriving.poll(); next != null; next = arriving.poll()) {
            long number = last++;
            boolean isWatched =
                    at.watch(next.inner().fd(), CHANGES, number << 1).ok()
                            && at.watch(next.outer().fd(), CHANGES, (number << 1) + 1).ok();
            if (isWatched) {
                passages.put(number, next);
                due.add(number);
            } else {
                next.inner().close();
                next.outer().close();
                count.decrementAndGet();
            }
        }
    }

    private void moveAll(Poller at) {
        List<Long> now = new ArrayList<>(due);
        due.clear();
        for (Long number : now) {
            Passage passage = passages.get(number);
            if (passage != null) {
                move(at, number, passage);
            }
        }
    }

    /// A fault in here ends only this connection.
    private void move(Poller at, long number, Passage passage) {
        try {
            passage.move();
            if (passage.outward() == State.WAITING && reset.contains(number)) {
                passage.breakOff();
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            passage.breakOff();
        }
        if (passage.isOver(isLast)) {
            close(at, number, passage);
        } else if (passage.isIn(State.READY) || passage.isIn(State.WITHOUT_PIPE)) {
            due.add(number);
        }
    }

    /// Closes the connections whose programs had ended before they were looked at.
    private void closeUnread(Poller at) {
        Map<Long, Passage> all = Map.copyOf(passages);
        all.forEach(
                (number, passage) -> {
                    if (passage.isOver(true)) {
                        close(at, number, passage);
                    }
                });
    }

    private void close(Poller at, long number, Passage passage) {
        passages.remove(number);
        ending.remove(number);
        reset.remove(number);
        at.forget(passage.inner().fd());
        at.forget(passage.outer().fd());
        passage.close();
        count.decrementAndGet();
    }
}
