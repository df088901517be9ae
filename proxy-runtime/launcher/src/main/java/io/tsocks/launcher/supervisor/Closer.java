package io.tsocks.launcher.supervisor;

import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Poller;

/// Closes duplicates of programs' descriptors without making the supervisor's loop wait.
///
/// The program may close its own at any moment, and then the last one is closed here: with
/// SO_LINGER that waits until the peer has what was sent, a file of a network is written back, and
/// a queue of AF_UNIX may hold such sockets and files. Where it can come to that, a thread closes.
final class Closer {

    private final Poller poller;
    private final WaitingThreads threads = new WaitingThreads("close");

    Closer(Poller poller) {
        this.poller = poller;
    }

    /// Closes a duplicate of whatever it is.
    void close(NativeSocket descriptor) {
        close(descriptor, descriptor.kind());
    }

    /// Closes a duplicate.
    ///
    /// @param kind what it is of; OTHER if it is not a socket
    void close(NativeSocket descriptor, NativeSocket.Kind kind) {
        switch (kind) {
            case UDP4, UDP6 -> descriptor.close();
            case TCP4, TCP6 -> closeTcp(descriptor);
            case FOREIGN_INET, UNIX, OTHER -> closeElsewhere(descriptor);
        }
    }

    /// Closes a duplicate of a TCP socket that may be connected. One that is known not to be, or
    /// of which there is another duplicate here, is closed without asking.
    void closeTcp(NativeSocket socket) {
        if (socket.lingers()) {
            closeElsewhere(socket);
        } else {
            socket.close();
        }
    }

    private void closeElsewhere(NativeSocket descriptor) {
        threads.run(
                () -> {
                    descriptor.close();
                    poller.wakeUp();
                });
    }

    /// To be called by the supervisor's thread whenever it has been woken.
    void drain() {
        threads.drain();
    }
}
