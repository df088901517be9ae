package io.tsocks.client;

import io.tsocks.protocol.Encapsulation;
import io.tsocks.protocol.SocksAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// An open connection to a destination.
///
/// @param socket a connected socket; if it belongs to a channel, in blocking mode
/// @param earlySent whether the application's early bytes were sent with the request
/// @param encapsulation the encapsulation of the application's bytes by GSSAPI; null if there is
///     none
record Connection(
        Socket socket,
        SocksAddress destination,
        boolean earlySent,
        @Nullable Encapsulation encapsulation)
        implements Closeable {

    /// The destination as a Java socket address, unresolved if it is a name.
    InetSocketAddress address() {
        return switch (destination) {
            case SocksAddress.Ip ip -> new InetSocketAddress(ip.address(), ip.port());
            case SocksAddress.Name name ->
                    InetSocketAddress.createUnresolved(name.host(), name.port());
        };
    }

    @Override
    public void close() throws IOException {
        if (encapsulation != null) {
            encapsulation.close();
        }
        socket.close();
    }
}
