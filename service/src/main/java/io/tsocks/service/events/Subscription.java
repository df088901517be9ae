package io.tsocks.service.events;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The events for one listener, of which it takes one after the other.
public final class Subscription implements AutoCloseable {

    /// How many events wait for a listener.
    public static final int MOST_WAITING = 256;

    private final EventStream stream;
    private final EventFilter filter;
    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong missed = new AtomicLong();

    Subscription(EventStream stream, EventFilter filter) {
        this.stream = stream;
        this.filter = filter;
    }

    /// Takes an event for the listener, if it wants that.
    ///
    /// @return false if the event is wanted and was dropped
    boolean offer(Event event) {
        boolean taken = !filter.wants(event) || waiting.offer(event);
        if (!taken) {
            missed.incrementAndGet();
        }
        return taken;
    }

    void miss(long count) {
        missed.addAndGet(count);
    }

    /// Waits for the next event; empty if none comes in time.
    public Optional<Event> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// How many events were dropped since this was asked last.
    public long takeMissed() {
        return missed.getAndSet(0);
    }

    /// Stops listening.
    @Override
    public void close() {
        stream.end(this);
    }
}
