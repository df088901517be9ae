package io.tsocks.agent.inside;

import io.tsocks.client.Tsocks;
import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The non-blocking [SocketChannel]s that the agent is connecting.
///
/// While a connect is pending, the channel's selectors do not wait for its descriptor: it would
/// seem connected as soon as the server is. At the end they wait for what the program is interested
/// in, and find the channel connectable, whether the connect has succeeded or not; `finishConnect`
/// tells which.
///
/// Thread-safe.
final class PendingChannels {

    private final Jdk jdk;
    private final Tsocks tsocks;

    /// Those whose outcome the program has not asked for.
    private final ConcurrentMap<SocketChannel, PendingConnect> pending = new ConcurrentHashMap<>();

    PendingChannels(Jdk jdk, Tsocks tsocks) {
        this.jdk = jdk;
        this.tsocks = tsocks;
    }

    /// Begins to connect a channel.
    ///
    /// @return as `Net.connect` does
    int begin(SocketChannel channel, Descriptor descriptor, SocksAddress destination) {
        PendingConnect connect =
                new PendingConnect(
                        tsocks, destination, descriptor, () -> ended(channel, descriptor));
        pending.put(channel, connect);
        connect.start();
        return Jdk.UNAVAILABLE;
    }

    private void ended(SocketChannel channel, Descriptor descriptor) {
        try {
            PendingConnect connect = pending.get(channel);
            if (connect != null && connect.failure() != null && channel.isOpen()) {
                // Otherwise the descriptor might not become ready for a selector.
                shutDown(descriptor);
            }
            if (!channel.isOpen()) {
                pending.remove(channel);
            }
            jdk.closeIfClosing(channel);
            jdk.updateSelectors(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Resets the descriptor first: a socket whose connect has not ended cannot be shut down.
    private void shutDown(Descriptor descriptor) {
        try {
            jdk.disconnect(descriptor.fd());
        } catch (IOException e) {
            // It is closed soon, by the call that tells the program of the failure.
        }
    }

    /// Whether the agent does not use a channel's descriptor, or not any more. A blocking channel
    /// waits for that.
    ///
    /// @throws IOException if the channel's connect has failed
    boolean isOver(SocketChannel channel) throws IOException {
        PendingConnect connect = pending.get(channel);
        if (connect == null) {
            return true;
        }
        if (channel.isBlocking()) {
            await(connect);
        }
        if (!connect.isOver()) {
            return false;
        }
        pending.remove(channel);
        IOException failure = connect.failure();
        if (failure != null) {
            throw failure;
        }
        return true;
    }

    private static void await(PendingConnect connect) throws ClosedByInterruptException {
        try {
            connect.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }

    boolean isHeld(Object channel) {
        if (pending.isEmpty()) {
            return false;
        }
        PendingConnect connect = pending.get(channel);
        return connect != null && !connect.isOver();
    }

    /// The program closes a channel.
    ///
    /// @return whether the agent still uses its descriptor; it closes the descriptor itself then
    boolean closes(Object channel) {
        if (pending.isEmpty()) {
            return false;
        }
        PendingConnect connect = pending.get(channel);
        if (connect == null) {
            return false;
        }
        if (connect.isOver()) {
            pending.remove(channel);
            return false;
        }
        connect.wake();
        return true;
    }
}
