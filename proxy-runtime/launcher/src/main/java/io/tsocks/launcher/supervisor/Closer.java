package io.tsocks.launcher.supervisor;

import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Poller;

/// Closes duplicates of programs' descriptors without making the supervisor's loop wait.
///
/// The program may close its descriptor at any moment, and the duplicate is then the last one.
/// Closing it may wait: with SO_LINGER until the peer has received the data, for a network file
/// until it is written back, and an AF_UNIX queue may contain such sockets and files. If that is
/// possible, a thread closes it.
///
/// - [#closeTcp] is for a TCP socket that may be connected;
/// - [NativeSocket#close] is for a socket of which it is known that closing it does not wait: a UDP
///   socket, a TCP socket that is not connected, and one that has another duplicate here;
/// - [#close] is for everything else: it looks at the kind.
final class Closer {

    private final Poller poller;
    private final WaitingThreads threads = new WaitingThreads("close");

    Closer(Poller poller) {
        this.poller = poller;
    }

    /// Closes a duplicate of a descriptor of any kind.
    void close(NativeSocket descriptor) {
        close(descriptor, descriptor.kind());
    }

    /// Closes a duplicate.
    ///
    /// @param kind the kind of socket; OTHER if it is not a socket
    void close(NativeSocket descriptor, NativeSocket.Kind kind) {
        switch (kind) {
            case UDP4, UDP6 -> descriptor.close();
            case TCP4, TCP6 -> closeTcp(descriptor);
            case FOREIGN_INET, UNIX, OTHER -> closeElsewhere(descriptor);
        }
    }

    /// Closes a duplicate of a TCP socket that may be connected.
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
