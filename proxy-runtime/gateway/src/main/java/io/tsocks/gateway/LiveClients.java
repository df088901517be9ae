package io.tsocks.gateway;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The clients of a gateway that are connected.
final class LiveClients {

    private final AtomicLong lastId = new AtomicLong();
    private final ConcurrentMap<Long, Entry> entries = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isEmpty = lock.newCondition();

    /// @param remote its address, as the kernel says
    private record Entry(LiveClient client, SocketAddress remote) {}

    long nextId() {
        return lastId.incrementAndGet();
    }

    void add(LiveClient client, SocketAddress remote) {
        entries.put(client.id(), new Entry(client, remote));
    }

    /// Removes a client.
    ///
    /// @return its address
    SocketAddress remove(LiveClient client) {
        Entry entry = Objects.requireNonNull(entries.remove(client.id()));
        if (entries.isEmpty()) {
            signalEmpty();
        }
        return entry.remote();
    }

    private void signalEmpty() {
        lock.lock();
        try {
            isEmpty.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Collection<LiveClient> all() {
        return entries.values().stream().map(Entry::client).toList();
    }

    Optional<LiveClient> find(long id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::client);
    }

    int size() {
        return entries.size();
    }

    /// Waits until there is none.
    ///
    /// @return how many there are when the time is over
    int awaitNone(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!entries.isEmpty() && left > 0) {
                left = isEmpty.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return entries.size();
    }
}
