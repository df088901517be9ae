package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Poller;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Takes events from any thread, and passes them to a journal on the supervisor's own thread.
final class QueuedJournal implements Journal {

    private final Journal journal;
    private final Poller poller;
    private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();

    QueuedJournal(Journal journal, Poller poller) {
        this.journal = journal;
        this.poller = poller;
    }

    @Override
    public void record(Event event) {
        events.add(event);
        poller.wakeUp();
    }

    /// To be called by the supervisor's thread whenever it has been woken.
    void drain() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            journal.record(event);
        }
    }
}
