package io.tsocks.service.api;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.OptionalInt;

/// Where a listener is, each time it is opened.
interface Binding {

    /// The address that the server binds to.
    ///
    /// @throws IOException if it cannot be used
    SocketAddress address() throws IOException;

    /// Completes what the server has bound.
    ///
    /// @param channel that listens
    void bound(ServerSocketChannel channel) throws IOException;

    /// The TCP port; the chosen one, once it listens. Empty for AF_UNIX.
    default OptionalInt port() {
        return OptionalInt.empty();
    }

    /// Takes away what others could still find.
    void close() throws IOException;
}
