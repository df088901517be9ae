package io.tsocks.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One step of a negotiation: a call of the context, and the message that it makes. It runs once,
/// in any thread, because it may wait for a key distribution centre.
final class GssapiStep implements WaitingTask {

    private final Call call;
    private @Nullable ByteBuffer message;
    private @Nullable GssapiException failure;

    /// Written by the thread that runs it after the fields above, read by the driver before them.
    private volatile boolean done;

    /// A call of the context.
    @FunctionalInterface
    interface Call {

        /// Calls it.
        ///
        /// @return the message to send then; null if there is none
        @Nullable ByteBuffer run() throws GssapiException;
    }

    GssapiStep(Call call) {
        this.call = call;
    }

    @Override
    public void run() {
        try {
            message = call.run();
        } catch (GssapiException e) {
            failure = e;
        }
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /// The message to send; null if there is none.
    ///
    /// @throws GssapiException if the call has failed
    @Nullable ByteBuffer message() throws GssapiException {
        if (failure != null) {
            throw failure;
        }
        return message;
    }
}
