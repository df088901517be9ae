package io.tsocks.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// A thread that serves many clients without waiting for one: first what they open, then the bytes
/// of their tunnels. Buffers belong to the thread and not to the tunnels, so a tunnel that is
/// silent costs two descriptors and little memory.
///
/// Everything but [#add], [#stop] and [#close] happens in the loop's thread.
final class RelayLoop implements Closeable {

    /// The most bytes that one read takes.
    static final int CHUNK = 128 * 1024;

    /// The most bytes that one read takes while receivers hold up too much.
    private static final int SMALL_CHUNK = 4 * 1024;

    /// Buffers that wait for slow receivers and stay whole, without a copy.
    private static final int MOST_BUFFERS = 64;

    /// From here on, slow receivers get less at a time.
    private static final long MUCH_HELD_UP = 32L << 20;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Set<Served> served = new HashSet<>();

    /// The earliest first.
    private final TreeSet<Timer> timers =
            new TreeSet<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));

    private long lastTimer;
    /// What waits for cancelled keys to be taken out.
    private final List<Runnable> released = new ArrayList<>();

    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private final Thread thread;
    private int buffers;
    private long heldUp;
    private volatile boolean isClosed;

    /// What a loop serves.
    interface Served {

        /// Begins, in the loop's thread. It ends itself if it cannot.
        void start(RelayLoop in);

        /// Ends, in the loop's thread, and tells the loop to [#forget] it. Calling this again does
        /// nothing.
        void end(CloseReason reason);
    }

    /// The attachment of a key.
    interface Ready {

        /// Is called when the key's channel can do what the key is interested in.
        void ready();
    }

    /// Something to do at a time.
    ///
    /// @param at by the clock of [System#nanoTime]
    /// @param number which no other timer of the loop has
    record Timer(long at, long number, Runnable task) {}

    RelayLoop(int number) throws IOException {
        selector = Selector.open();
        thread = Thread.ofPlatform().daemon().name("tsocks-relay-" + number).start(this::run);
    }

    /// Serves one more from now on.
    void add(Served one) {
        submit(() -> addHere(one));
    }

    /// The same in the loop's thread.
    void addHere(Served one) {
        served.add(one);
        one.start(this);
    }

    /// Ends one of those that are served, at once.
    void stop(Served one, CloseReason reason) {
        submit(() -> one.end(reason));
    }

    /// Takes a channel out of the loop.
    ///
    /// @param then uses it elsewhere; called in the loop's thread
    void release(SelectionKey key, Runnable then) {
        key.cancel();
        released.add(then);
    }

    /// Does something after a time, unless it is taken back.
    Timer after(Duration time, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + time.toNanos(), ++lastTimer, task);
        timers.add(timer);
        return timer;
    }

    /// Takes a timer back.
    void cancel(Timer timer) {
        timers.remove(timer);
    }

    private void submit(Runnable task) {
        tasks.add(task);
        selector.wakeup();
        if (isClosed) {
            // The loop may have run its tasks for the last time.
            endAll();
        }
    }

    Selector selector() {
        return selector;
    }

    void forget(Served one) {
        served.remove(one);
    }

    /// A buffer to read into: empty, and perhaps with a limit.
    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        if (buffer == null) {
            buffers++;
            buffer = ByteBuffer.allocateDirect(CHUNK);
        }
        buffer.clear();
        return heldUp < MUCH_HELD_UP ? buffer : buffer.limit(SMALL_CHUNK);
    }

    /// Gives back a buffer that was taken.
    void release(ByteBuffer buffer) {
        free.push(buffer);
    }

    /// Keeps the rest of a buffer that was taken, for a receiver that is slow.
    ///
    /// @return the rest, to be given back by [#releaseRest]
    ByteBuffer keepRest(ByteBuffer buffer) {
        ByteBuffer rest = buffer;
        if (buffers > MOST_BUFFERS || buffer.remaining() <= SMALL_CHUNK) {
            rest = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
            release(buffer);
        }
        heldUp += rest.capacity();
        return rest;
    }

    /// Gives back what was kept.
    void releaseRest(ByteBuffer rest) {
        heldUp -= rest.capacity();
        if (rest.isDirect()) {
            release(rest);
        }
    }

    private void run() {
        try (selector) {
            while (!isClosed) {
                select();
                // After each selection, which uses up what submit() has woken it for.
                runTasks();
                runTimers();
            }
        } catch (IOException | ClosedSelectorException e) {
            isClosed = true;
        }
        endAll();
    }

    private synchronized void endAll() {
        runTasks();
        for (Served one : Set.copyOf(served)) {
            one.end(CloseReason.STOPPED);
        }
    }

    /// Waits for channels, unless some are released: only a selection takes them out.
    private void select() throws IOException {
        if (released.isEmpty()) {
            int ignored = selector.select(RelayLoop::ready, millisToTimer());
            return;
        }
        List<Runnable> free = List.copyOf(released);
        released.clear();
        int ignored = selector.selectNow(RelayLoop::ready);
        free.forEach(Runnable::run);
    }

    /// How long to wait for channels; 0 for as long as it takes.
    private long millisToTimer() {
        if (timers.isEmpty()) {
            return 0;
        }
        long nanos = timers.getFirst().at() - System.nanoTime();
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    private void runTimers() {
        while (!timers.isEmpty() && timers.getFirst().at() <= System.nanoTime()) {
            timers.pollFirst().task().run();
        }
    }

    private static void ready(SelectionKey key) {
        ((Ready) key.attachment()).ready();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /// Ends all that are served, and the thread.
    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
