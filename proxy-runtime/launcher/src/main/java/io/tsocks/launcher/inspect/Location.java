package io.tsocks.launcher.inspect;

import io.tsocks.net.Endpoint;
import io.tsocks.net.ServerAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// Where a server is asked.
sealed interface Location {

    /// A TCP port.
    ///
    /// @param place as the user wrote it
    /// @param address resolved
    record Port(ServerAddress.Inet place, InetSocketAddress address) implements Location {}

    /// An AF_UNIX socket of this machine.
    record Socket(ServerAddress.Unix place) implements Location {
        @Override
        public SocketAddress address() {
            return UnixDomainSocketAddress.of(place.path());
        }
    }

    /// The server as the user wrote it, an IPv6 address in brackets.
    ServerAddress place();

    /// What to connect to.
    SocketAddress address();

    /// Finds a server.
    ///
    /// @param known its address; empty to have its host resolved
    /// @throws UnknownHostException if its host has no address
    static Location of(ServerAddress place, Optional<InetAddress> known)
            throws UnknownHostException {
        return switch (place) {
            case ServerAddress.Unix unix -> new Socket(unix);
            case ServerAddress.Inet inet ->
                    new Port(
                            inet,
                            new InetSocketAddress(
                                    known.isPresent()
                                            ? known.get()
                                            : InetAddress.getByName(inet.host()),
                                    inet.port()));
        };
    }

    /// The server for a title: as the user wrote it, then its address if that is something else.
    default String title() {
        return switch (this) {
            case Socket socket -> socket.place().toString();
            case Port(ServerAddress.Inet place, InetSocketAddress address) -> {
                String numeric =
                        Endpoint.text(address.getAddress().getHostAddress(), address.getPort());
                yield place.toString().equals(numeric) ? numeric : place + " (" + numeric + ")";
            }
        };
    }
}
