package io.tsocks.client;

import java.nio.channels.AsynchronousCloseException;

/// Lets another thread cancel a connect.
final class Cancellation {

    /// The connecting thread writes what it waits for and then reads the mark. The cancelling
    /// thread writes the mark and then reads what is waited for. So one of them sees the other's
    /// write.
    private volatile Runnable abort = () -> {};

    private volatile boolean cancelled;

    /// Tells what the connecting thread waits for next.
    ///
    /// @param abort ends that wait, from any thread
    /// @throws AsynchronousCloseException if the connect is cancelled already
    void watch(Runnable abort) throws AsynchronousCloseException {
        this.abort = abort;
        if (cancelled) {
            abort.run();
            throw new AsynchronousCloseException();
        }
    }

    /// Ends the connect, from any thread.
    void cancel() {
        cancelled = true;
        abort.run();
    }
}
