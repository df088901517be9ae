package io.tsocks.service.api;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Connections of HTTP/1.1 that are closed when they do not get on. The server's own limit is on
/// idle connections only: a client that sends a byte now and then would never be idle.
///
/// When a listener's places are nearly all taken, the connections that have waited longest for
/// their next request make room. Otherwise clients that send nothing could keep all others out.
final class PatientConnections implements ServerConnectionSelector {

    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final int MOST_PROLOGUE_BYTES = 8 * 1024;

    private final int crowd;
    private final Duration step;
    private final Http1ConnectionSelector http =
            Http1ConnectionSelector.builder()
                    .config(
                            Http1Config.builder()
                                    .maxHeadersSize(MOST_HEAD_BYTES)
                                    .maxPrologueLength(MOST_PROLOGUE_BYTES)
                                    .build())
                    .build();

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();

    /// @param crowd with more connections than this, those that wait longest make room
    /// @param step the patience with each connection
    PatientConnections(int crowd, Duration step) {
        this.crowd = crowd;
        this.step = step;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new Watched(http.connection(context));
    }

    /// Closes those that have not got on, and those that have to make room.
    void look() {
        open.stream().filter(Watched::isOver).forEach(one -> one.close(true));
        open.stream()
                .map(one -> new Waiting(one, one.patience.waited()))
                .filter(one -> one.nanos() > 0)
                .sorted(Comparator.comparingLong(Waiting::nanos).reversed())
                .limit(Math.max(0, open.size() - crowd))
                .forEach(one -> one.connection().close(true));
    }

    /// A connection, and for how long its next request has been waited for.
    private record Waiting(Watched connection, long nanos) {}

    /// A connection with the patience that is left.
    private final class Watched implements ServerConnection {

        private final ServerConnection connection;
        private final Patience patience = new Patience(step);

        Watched(ServerConnection connection) {
            this.connection = connection;
        }

        boolean isOver() {
            return patience.isOver();
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            open.add(this);
            try {
                ScopedValue.where(Patience.OF_CONNECTION, patience)
                        .call(
                                () -> {
                                    connection.handle(limit);
                                    return true;
                                });
            } finally {
                open.remove(this);
            }
        }

        @Override
        @SuppressWarnings("removal")
        public void handle(Semaphore requestSemaphore) throws InterruptedException {
            throw new UnsupportedOperationException("the server calls handle(Limit)");
        }

        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }
}
