package io.tsocks.client;

import java.nio.channels.AsynchronousCloseException;

/// Ends a connect from another thread.
final class Cancellation {

    /// Both are written by one side and read by the other: the connecting thread writes what it
    /// waits for and then reads the mark, the cancelling one writes the mark and then reads what is
    /// waited for, so one of them sees the other.
    private volatile Runnable abort = () -> {};

    private volatile boolean cancelled;

    /// The connecting thread goes on with this.
    ///
    /// @param abort ends the wait for it, from any thread
    /// @throws AsynchronousCloseException if the connect is cancelled already
    void watch(Runnable abort) throws AsynchronousCloseException {
        this.abort = abort;
        if (cancelled) {
            abort.run();
            throw new AsynchronousCloseException();
        }
    }

    /// Whatever thread calls this, the connect ends.
    void cancel() {
        cancelled = true;
        abort.run();
    }
}
