package io.tsocks.launcher;

import io.tsocks.client.health.HealthEvent;
import io.tsocks.engine.ProxyServer;
import io.tsocks.launcher.supervisor.Journal;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Passes events, on a thread of its own, to a journal that may have to wait, for example for a
/// pipe that is not read. Events that do not fit in the queue are counted, and the journal is told
/// the count.
final class BackgroundJournal implements Journal, AutoCloseable {

    private static final int MOST_WAITING = 4_096;

    /// How long tsocks waits at its end for events that have not been written.
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(2);

    private final Journal journal;
    private final BlockingQueue<Runnable> queue;
    private final AtomicLong lost = new AtomicLong();
    private @Nullable Thread thread;
    private boolean over;

    BackgroundJournal(Journal journal) {
        this(journal, MOST_WAITING);
    }

    BackgroundJournal(Journal journal, int mostWaiting) {
        this.journal = journal;
        this.queue = new ArrayBlockingQueue<>(mostWaiting);
    }

    /// Queues an event. The first one starts the thread: most runs have no events.
    @Override
    public void record(Event event) {
        queue(() -> journal.record(event));
    }

    @Override
    public void health(HealthEvent<ProxyServer> event) {
        queue(() -> journal.health(event));
    }

    private synchronized void queue(Runnable record) {
        if (over) {
            return;
        }
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("journal").start(this::write);
        }
        if (!queue.offer(record)) {
            lost.incrementAndGet();
        }
    }

    @Override
    public boolean heeds(Outcome outcome) {
        return journal.heeds(outcome);
    }

    private void write() {
        try {
            while (true) {
                queue.take().run();
                tellLost();
            }
        } catch (InterruptedException _) {
            // tsocks is ending.
        }
    }

    private void tellLost() {
        long count = lost.getAndSet(0);
        if (count > 0) {
            journal.lost(count);
        }
    }

    /// Waits a moment for the queue to be written. Nothing is recorded afterwards.
    @Override
    public void close() {
        Thread writer = end();
        if (writer == null) {
            return;
        }
        try {
            if (queue.offer(writer::interrupt, PATIENCE, TimeUnit.MILLISECONDS)) {
                writer.join(PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Thread end() {
        over = true;
        return thread;
    }
}
