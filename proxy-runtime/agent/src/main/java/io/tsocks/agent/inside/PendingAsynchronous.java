package io.tsocks.agent.inside;

import io.tsocks.client.Tsocks;
import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The [AsynchronousSocketChannel]s that the agent is connecting. Meanwhile the events of their
/// descriptors go to the agent.
///
/// Thread-safe.
final class PendingAsynchronous {

    private final Jdk jdk;
    private final Tsocks tsocks;

    /// Those whose channel has not learned of the outcome.
    private final ConcurrentMap<Object, Pending> pending = new ConcurrentHashMap<>();

    private record Pending(PendingConnect connect, AsynchronousDescriptor descriptor) {}

    PendingAsynchronous(Jdk jdk, Tsocks tsocks) {
        this.jdk = jdk;
        this.tsocks = tsocks;
    }

    /// Begins to connect a channel.
    ///
    /// @return as `Net.connect` does
    int begin(AsynchronousSocketChannel channel, SocksAddress destination) {
        AsynchronousDescriptor descriptor = new AsynchronousDescriptor(jdk, channel);
        PendingConnect connect =
                new PendingConnect(
                        tsocks, destination, descriptor, () -> ended(channel, descriptor));
        pending.put(channel, new Pending(connect, descriptor));
        connect.start();
        return Jdk.UNAVAILABLE;
    }

    private void ended(AsynchronousSocketChannel channel, AsynchronousDescriptor descriptor) {
        Pending ended = pending.get(channel);
        if (!channel.isOpen()) {
            pending.remove(channel);
            return;
        }
        try {
            if (ended != null && ended.connect().failure() != null) {
                // Otherwise the descriptor might not become ready.
                descriptor.reset();
            }
            jdk.updateEvents(channel);
        } catch (IOException e) {
            if (channel.isOpen()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The channel asks for the outcome.
    ///
    /// @throws IOException if the connect has failed
    void check(Object channel) throws IOException {
        Pending ended = pending.remove(channel);
        IOException failure = ended == null ? null : ended.connect().failure();
        if (failure != null) {
            throw failure;
        }
    }

    boolean isHeld(Object channel) {
        if (pending.isEmpty()) {
            return false;
        }
        Pending one = pending.get(channel);
        return one != null && !one.connect().isOver();
    }

    /// The program closes a channel. The agent uses its descriptor only while it cannot be closed,
    /// so that nothing has to wait.
    ///
    /// @return false
    boolean closes(Object channel) {
        Pending one = pending.isEmpty() ? null : pending.remove(channel);
        if (one != null) {
            one.connect().wake();
            one.descriptor().wake();
        }
        return false;
    }

    /// Takes an event.
    ///
    /// @return whether the agent is using the channel's descriptor
    boolean takesEvent(Object channel) {
        if (!isHeld(channel)) {
            return false;
        }
        Pending one = pending.get(channel);
        if (one != null) {
            one.descriptor().wake();
        }
        return true;
    }
}
