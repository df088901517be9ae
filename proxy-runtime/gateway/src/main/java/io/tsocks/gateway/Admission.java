package io.tsocks.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Lets clients in while there are fewer than may be at a time. The others are told so in their
/// protocol, if there are not too many of them, and an event is told once in a while.
final class Admission {

    private static final Duration SILENCE = Duration.ofSeconds(10);

    /// What stands for the clients of AF_UNIX sockets.
    private static final Object LOCAL = "unix";

    private final GatewayLimits limits;
    private final Consumer<GatewayEvent> events;
    private final Turnaway turnaway = new Turnaway();
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Map<Object, Integer> byAddress = new HashMap<>();
    private int all;
    private long untold;
    private Optional<Long> lastTold = Optional.empty();

    Admission(GatewayLimits limits, Consumer<GatewayEvent> events) {
        this.limits = limits;
        this.events = events;
    }

    /// Lets a client in, or turns it away.
    boolean admits(ListenAddress listener, SocketAddress remote, SocketChannel channel)
            throws IOException {
        Optional<String> refusal = enter(remote);
        if (refusal.isPresent()) {
            tell(listener, remote, refusal.get());
            turnaway.tell(channel, refusal.get());
        }
        return refusal.isEmpty();
    }

    private Optional<String> enter(SocketAddress remote) {
        Object address = key(remote);
        lock.lock();
        try {
            if (all >= limits.connections()) {
                return Optional.of("the gateway has " + all + " clients, and takes no more");
            }
            int same = byAddress.getOrDefault(address, 0);
            if (same >= limits.connectionsPerAddress()) {
                return Optional.of(
                        "the gateway has " + same + " clients of this address, and takes no more");
            }
            all++;
            byAddress.put(address, same + 1);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// A client that was let in has left.
    void left(SocketAddress remote) {
        lock.lock();
        try {
            all--;
            byAddress.computeIfPresent(key(remote), (_, count) -> count == 1 ? null : count - 1);
        } finally {
            lock.unlock();
        }
    }

    private static Object key(SocketAddress remote) {
        return remote instanceof InetSocketAddress at ? network(at.getAddress()) : LOCAL;
    }

    /// One customer has a whole /64 of IPv6.
    private static Object network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 || address.isLoopbackAddress()
                ? address
                : java.nio.ByteBuffer.wrap(bytes).getLong();
    }

    private void tell(ListenAddress listener, SocketAddress remote, String why) {
        long count;
        lock.lock();
        try {
            untold++;
            long now = System.nanoTime();
            if (lastTold.isPresent() && now - lastTold.get() < SILENCE.toNanos()) {
                return;
            }
            lastTold = Optional.of(now);
            count = untold;
            untold = 0;
        } finally {
            lock.unlock();
        }
        String client =
                remote instanceof InetSocketAddress at ? new ListenAddress.Tcp(at).toString() : "";
        events.accept(new GatewayEvent.Limited(listener, client, why, count));
    }
}
