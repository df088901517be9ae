package io.tsocks.launcher.datagram;

import io.tsocks.linux.Kernel;
import io.tsocks.linux.OwnDatagramSocket;
import io.tsocks.linux.Result;
import java.lang.foreign.MemorySegment;

/// What a socket of a program needs of the [DatagramRelay].
interface Ports {

    Kernel kernel();

    /// Watches a socket.
    ///
    /// @param then is run by the relay's thread when there is something to receive, also if it is
    ///     an error
    /// @return the token by which to change and forget the watch; a failure if it cannot be watched
    Result watch(OwnDatagramSocket socket, Ready then);

    /// Watches for datagrams, or for errors alone.
    void heed(OwnDatagramSocket socket, long token, boolean datagrams);

    /// Ends the watch. To be called before the socket is closed.
    void forget(OwnDatagramSocket socket, long token);

    /// Runs something on the relay's thread, soon.
    void later(Runnable task);

    /// Is told that a socket is ready.
    @FunctionalInterface
    interface Ready {

        /// Takes what has come, for a moment.
        ///
        /// @param room memory for one datagram, of [#LONGEST] bytes after [#BEFORE] bytes for a
        ///     header
        void now(MemorySegment room);
    }

    /// How many bytes of a header fit before a datagram.
    int BEFORE = 272;

    /// The longest datagram.
    int LONGEST = 65_535;

    /// The most datagrams that are moved from one socket before others have their turn.
    int BURST = 64;
}
