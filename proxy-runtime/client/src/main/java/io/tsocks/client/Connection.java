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
/// @param socket connected; if it is a channel's, in blocking mode
/// @param earlySent whether the first bytes that were to be sent early are under way
/// @param encapsulation what GSSAPI puts around the application's bytes; null if nothing does
record Connection(
        Socket socket,
        SocksAddress destination,
        boolean earlySent,
        @Nullable Encapsulation encapsulation)
        implements Closeable {

    /// The destination as Java has it: unresolved where it is a name.
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
