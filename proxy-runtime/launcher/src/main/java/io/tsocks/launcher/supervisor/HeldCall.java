package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.linux.Notification;

/// A trapped call that waits for the outcome of an attempt.
///
/// @param question what the call wants to know
record HeldCall(Notification call, Question question) {

    enum Question {
        /// connect(2): 0 or the errno.
        CONNECT,
        /// getsockopt(2) of SO_ERROR: the errno in its buffer.
        ERROR,
        /// getpeername(2): the destination, or ENOTCONN.
        PEER
    }
}
