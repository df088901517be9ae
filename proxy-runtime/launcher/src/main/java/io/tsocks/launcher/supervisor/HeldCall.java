package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.Notification;

/// A trapped call that waits for the outcome of an attempt.
///
/// @param question what the call wants to know
/// @param until when its wait ends, on the clock of `System.nanoTime()`; [#FOREVER] if only the
///     attempt's own deadlines count
/// @param late the errno that it gets then
record HeldCall(Notification call, Question question, long until, int late) {

    static final long FOREVER = Long.MAX_VALUE;

    enum Question {
        /// connect(2): 0 or the errno.
        CONNECT,
        /// getsockopt(2) of SO_ERROR: the errno in its buffer.
        ERROR,
        /// getpeername(2): the destination, or ENOTCONN.
        PEER;

        /// The answer that makes the kernel run the caller's signal handler, and then do what it
        /// does natively for this call: connect(2) fails with EINTR unless `SA_RESTART` is set, and
        /// the questions, which natively never wait, are always asked again.
        int interruption() {
            return switch (this) {
                case CONNECT -> Errno.ERESTARTSYS;
                case ERROR, PEER -> Errno.ERESTARTNOINTR;
            };
        }
    }

    /// The connect that began the attempt.
    static HeldCall first(Notification call) {
        return new HeldCall(call, Question.CONNECT, FOREVER, Errno.EINPROGRESS);
    }

    /// A connect that found the attempt going on.
    static HeldCall joining(Notification call) {
        return new HeldCall(call, Question.CONNECT, FOREVER, Errno.EALREADY);
    }

    /// A question for the error.
    static HeldCall error(Notification call) {
        return new HeldCall(call, Question.ERROR, FOREVER, 0);
    }

    /// A question for the peer.
    static HeldCall peer(Notification call) {
        return new HeldCall(call, Question.PEER, FOREVER, 0);
    }

    /// The same call, with the time that the program has set for it (`SO_SNDTIMEO`).
    ///
    /// @param nanos from now; 0 for no bound
    HeldCall atMost(long nanos) {
        return nanos > 0 && question == Question.CONNECT
                ? new HeldCall(call, question, System.nanoTime() + nanos, late)
                : this;
    }

    /// How long it still waits, in nanoseconds; less than 0 if that is over.
    long patience(long now) {
        return until == FOREVER ? FOREVER : until - now;
    }
}
