package io.tsocks.client.health;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Tells a listener of events in the order in which they happened, one at a time, and outside of
/// any lock, so that a slow listener delays only the thread that calls it.
final class Announcer<S> {

    private final Consumer<? super HealthEvent<S>> listener;
    private final Queue<HealthEvent<S>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isTelling = new AtomicBoolean();

    Announcer(Consumer<? super HealthEvent<S>> listener) {
        this.listener = listener;
    }

    /// Has an event told later; under the lock, so that the order is right.
    void add(HealthEvent<S> event) {
        waiting.add(event);
    }

    /// Tells what has happened, unless another thread is at it.
    void tell() {
        while (!waiting.isEmpty() && isTelling.compareAndSet(false, true)) {
            try {
                for (HealthEvent<S> event = waiting.poll(); event != null; event = waiting.poll()) {
                    listener.accept(event);
                }
            } finally {
                isTelling.set(false);
            }
        }
    }
}
