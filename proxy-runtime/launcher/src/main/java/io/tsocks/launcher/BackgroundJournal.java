package io.tsocks.launcher;

import io.tsocks.launcher.supervisor.Journal;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Hands events to a journal that may have to wait, such as for a pipe that is not read, on a
/// thread of its own. What does not fit in the queue is counted, and the journal is told the count.
final class BackgroundJournal implements Journal, AutoCloseable {

    private static final int MOST_WAITING = 4_096;

    /// How long the end of tsocks waits for what has not been written.
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

    /// The thread is started by the first event: most runs have none to tell of.
    @Override
    public synchronized void record(Event event) {
        if (over) {
            return;
        }
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("journal").start(this::write);
        }
        if (!queue.offer(() -> journal.record(event))) {
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
            // It is the end of tsocks.
        }
    }

    private void tellLost() {
        long count = lost.getAndSet(0);
        if (count > 0) {
            journal.lost(count);
        }
    }

    /// Waits for what is in the queue to be written, for a moment. Nothing is recorded afterwards.
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
