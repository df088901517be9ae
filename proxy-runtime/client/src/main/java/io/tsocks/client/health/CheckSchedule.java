package io.tsocks.client.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// When which server is checked. A server is checked as long as connects use one of its groups: a
/// group that none has used for a while needs no checks. The first connect that uses it again has
/// it checked again.
///
/// All times are those of [System#nanoTime], and given by the caller.
///
/// Thread-safe.
///
/// @param <S> what stands for a server; equal where it is the same server
public final class CheckSchedule<S> {

    /// How long a group counts as used, if that is more than [#INTERVALS].
    private static final Duration LASTING = Duration.ofHours(1);

    private static final int INTERVALS = 10;

    /// Some round trips to a server on the other side of the world.
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);

    private final Map<S, Row> rows = new LinkedHashMap<>();
    private boolean isClosed;

    /// Knows no group yet.
    public CheckSchedule() {}

    /// One server's row. Guarded by the schedule.
    private static final class Row {
        private long interval;
        private long next;
        private long until;
        private boolean isUnderWay;

        Row(long interval, long now) {
            this.interval = interval;
            next = now + interval;
            until = now;
        }

        /// Of several groups with the server, the one with the shortest interval counts.
        void use(long nanos, long now) {
            interval = Math.min(interval, nanos);
            next = next - now > interval ? now + interval : next;
            long end = now + Math.max(LASTING.toNanos(), INTERVALS * nanos);
            until = end - until > 0 ? end : until;
        }
    }

    /// A connect uses a group.
    ///
    /// @param servers of the group
    /// @param interval between two checks of a server, more than zero
    /// @return whether [#nanosToNext] may have become less
    public synchronized boolean use(Collection<S> servers, Duration interval, long now) {
        if (isClosed) {
            return false;
        }
        long nanos = interval.toNanos();
        boolean isSooner = false;
        for (S server : servers) {
            Row row = rows.computeIfAbsent(server, ignored -> new Row(nanos, now));
            isSooner |= row.until == now || nanos < row.interval;
            row.use(nanos, now);
        }
        return isSooner;
    }

    /// The servers whose check begins now. One whose last check is not over has none.
    public synchronized List<S> due(long now) {
        rows.values().removeIf(row -> now - row.until > 0);
        List<S> due = new ArrayList<>();
        rows.forEach(
                (server, row) -> {
                    if (now - row.next >= 0) {
                        row.next = now + row.interval;
                        if (!row.isUnderWay) {
                            row.isUnderWay = true;
                            due.add(server);
                        }
                    }
                });
        return due;
    }

    /// How long the check of a server may take: until the next one is due, and at least 2 seconds.
    public synchronized Duration patience(S server) {
        Row row = rows.get(server);
        Duration interval = row == null ? Duration.ZERO : Duration.ofNanos(row.interval);
        return interval.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : interval;
    }

    /// The check of a server is over.
    public synchronized void ended(S server) {
        Row row = rows.get(server);
        if (row != null) {
            row.isUnderWay = false;
        }
    }

    /// How long it is until the next server is due, which may have passed; empty if there is none.
    public synchronized OptionalLong nanosToNext(long now) {
        return rows.values().stream().mapToLong(row -> row.next - now).min();
    }

    /// Forgets all servers until a connect uses a group.
    public synchronized void clear() {
        rows.clear();
    }

    /// Forgets all servers for good.
    public synchronized void close() {
        isClosed = true;
        rows.clear();
    }
}
