package io.tsocks.runtime;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/// Ends a connect from another thread.
final class Cancellation {

    /// Both are written by one side and read by the other: the connecting thread writes the channel
    /// and then reads the mark, the cancelling one writes the mark and then reads the channel, so
    /// one of them sees the other.
    private volatile @Nullable TimedChannel channel;

    private volatile boolean cancelled;

    /// The connecting thread goes on with this channel.
    void watch(TimedChannel next) throws IOException {
        channel = next;
        if (cancelled) {
            next.close();
            throw new AsynchronousCloseException();
        }
    }

    /// Whatever thread calls this, the connect ends.
    void cancel() {
        cancelled = true;
        TimedChannel current = channel;
        if (current != null) {
            current.abort();
        }
    }
}
