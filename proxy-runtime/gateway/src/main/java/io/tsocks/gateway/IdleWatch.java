package io.tsocks.gateway;

import java.io.Closeable;
import java.time.Duration;

/// Ends clients that have carried nothing for too long. It looks at all of them a few times within
/// that time, so a client has up to an eighth more.
final class IdleWatch implements Closeable {

    private static final int LOOKS = 8;

    private final LiveClients clients;
    private final Duration idle;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("tsocks-gateway-idle").unstarted(this::watch);

    IdleWatch(LiveClients clients, Duration idle) {
        this.clients = clients;
        this.idle = idle;
    }

    void start() {
        thread.start();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(idle.dividedBy(LOOKS));
                look(System.nanoTime());
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void look(long now) {
        for (LiveClient client : clients.all()) {
            if (client.isRouted() && client.idle(now) > idle.toNanos()) {
                boolean ignored = client.stop(CloseReason.IDLE);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
