package io.tsocks.gateway;

import io.tsocks.net.Address;
import io.tsocks.net.Endpoint;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/// An address where a gateway listens.
public sealed interface ListenAddress {

    /// A TCP port.
    ///
    /// @param address resolved; port 0 lets the system choose one
    record Tcp(InetSocketAddress address) implements ListenAddress {
        public Tcp {
            if (address.isUnresolved()) {
                throw new IllegalArgumentException("not an address: " + address.getHostString());
            }
        }

        @Override
        public String toString() {
            return Endpoint.text(Address.of(address.getAddress()).toString(), address.getPort());
        }
    }

    /// An AF_UNIX socket. The gateway makes it with mode 0600.
    ///
    /// @param path not empty
    record Unix(Path path) implements ListenAddress {
        @Override
        public String toString() {
            return PREFIX + path;
        }
    }

    /// What comes before the path of an AF_UNIX socket.
    String PREFIX = "unix:";

    /// Whether only programs of this machine can connect.
    default boolean isOfThisMachine() {
        return switch (this) {
            case Tcp tcp -> tcp.address().getAddress().isLoopbackAddress();
            case Unix _ -> true;
        };
    }

    /// The address for Java's channels.
    default SocketAddress socketAddress() {
        return switch (this) {
            case Tcp tcp -> tcp.address();
            case Unix unix -> UnixDomainSocketAddress.of(unix.path());
        };
    }

    /// Reads `127.0.0.1:1080`, `[::1]:1080`, `localhost:1080` or `unix:PATH`. `localhost` is
    /// 127.0.0.1; other names are not taken, because what they resolve to may change.
    ///
    /// @throws IllegalArgumentException if the text is not such an address, with the reason
    static ListenAddress parse(String text) {
        if (text.startsWith(PREFIX)) {
            if (text.length() == PREFIX.length()) {
                throw new IllegalArgumentException("no path after " + PREFIX);
            }
            return new Unix(Path.of(text.substring(PREFIX.length())));
        }
        try {
            Endpoint endpoint = Endpoint.parse(text);
            if (endpoint.port() == Endpoint.NO_PORT) {
                throw new IllegalArgumentException("'" + text + "' has no port; add :PORT");
            }
            return new Tcp(new InetSocketAddress(address(endpoint.host()), endpoint.port()));
        } catch (Endpoint.MalformedException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    private static java.net.InetAddress address(String host) {
        return (host.equalsIgnoreCase("localhost")
                        ? Address.Ip4.LOOPBACK
                        : Address.parse(host)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "'"
                                                                + host
                                                                + "' is a name; give the address to"
                                                                + " listen on")))
                .toInetAddress();
    }
}
