package io.tsocks.service.events;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Passes each event to those who listen. Nobody waits for a listener: what one does not take in
/// time is dropped for it, and counted. The last [#KEPT] events are kept for those who come back.
///
/// Thread-safe.
public final class EventStream {

    /// How many events are kept.
    public static final int KEPT = 1024;

    private final Clock clock;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final LongAdder dropped = new LongAdder();

    /// The last events, the oldest first. Guarded by this object's lock, as is the next field.
    private final ArrayDeque<Event> kept = new ArrayDeque<>();

    private long lastId;

    public EventStream(Clock clock) {
        this.clock = clock;
    }

    /// Tells an event.
    public void tell(Event.Kind kind, Map<String, String> fields) {
        synchronized (this) {
            Event event = new Event(++lastId, clock.instant(), kind, fields);
            kept.addLast(event);
            if (kept.size() > KEPT) {
                kept.removeFirst();
            }
            for (Subscription subscription : subscriptions) {
                if (!subscription.offer(event)) {
                    dropped.increment();
                }
            }
        }
    }

    /// Listens from now on.
    ///
    /// @param after the id of the last event that the client has seen; empty for a new client. What
    ///     came since is told first; what is no longer kept counts as dropped.
    public synchronized Subscription subscribe(EventFilter filter, Optional<Long> after) {
        Subscription subscription = new Subscription(this, filter);
        if (after.isPresent()) {
            long seen = after.get();
            long oldest = kept.isEmpty() ? lastId + 1 : kept.getFirst().id();
            subscription.miss(Math.max(0, oldest - 1 - seen));
            kept.stream().filter(event -> event.id() > seen).forEach(subscription::offer);
        }
        subscriptions.add(subscription);
        return subscription;
    }

    /// The events that are kept and wanted, the oldest first.
    public synchronized List<Event> kept(EventFilter filter) {
        return kept.stream().filter(filter::wants).toList();
    }

    void end(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /// How many listen.
    public int listeners() {
        return subscriptions.size();
    }

    /// How many events were dropped for listeners that were too slow.
    public long dropped() {
        return dropped.sum();
    }
}
