package io.tsocks.launcher.datagram;

import org.jspecify.annotations.Nullable;

/// Is told what becomes of datagrams. Called from any thread; no method may wait.
public interface Witness {

    /// Datagrams of a socket go to a destination.
    ///
    /// @param server the server's URI
    /// @param millis how long the request for the association took
    void carried(Announcement what, String server, long millis);

    /// They do not, or no longer.
    ///
    /// @param server the server's URI; null if none was chosen
    /// @param errno what the program gets for its next datagram
    /// @param isOurs whether no server was found to carry them; a server may also end what it has
    ///     begun, for example because the destination takes nothing
    void failed(
            Announcement what, @Nullable String server, int errno, String message, boolean isOurs);

    /// An association is open, or has failed: sends that wait for one can be made.
    void settled();
}
