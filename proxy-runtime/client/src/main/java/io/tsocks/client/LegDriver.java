package io.tsocks.client;

import java.io.IOException;

/// Makes a connection along a leg, on a socket of the program's own: see [Tsocks#drive].
@FunctionalInterface
public interface LegDriver {

    /// Connects to the address of the leg, and runs its handshake. The socket may have been used
    /// for another leg that has failed; it must be reset then.
    ///
    /// Calls neither [Leg#succeeded] nor [Leg#failed]: the client does it, once this has returned
    /// or thrown.
    ///
    /// @throws IOException made by the leg, if a server is at fault; the client may try the next
    ///     leg then
    /// @throws java.nio.channels.ClosedChannelException if the program has closed the socket; no
    ///     other leg is tried
    void drive(Leg leg) throws IOException;
}
