package io.tsocks.launcher.inspect;

import io.tsocks.net.ServerKind;
import io.tsocks.protocol.SocksAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The destinations that a server is asked to connect to.
///
/// @param main the destination for all questions that are not about the kind of address
record Targets(SocksAddress main, SocksAddress name, SocksAddress ip4, SocksAddress ip6) {

    /// The user's target, or else the server itself. A server at an AF_UNIX socket has no port; it
    /// is asked for the usual port of SOCKS on its own machine.
    static Targets of(@Nullable SocksAddress wanted, Location server) {
        SocksAddress main = wanted == null ? self(server) : wanted;
        int port = main.port();
        boolean colons = main.host().indexOf(':') >= 0;
        return new Targets(
                main,
                main instanceof SocksAddress.Name ? main : SocksAddress.of("localhost", port),
                main instanceof SocksAddress.Ip && !colons
                        ? main
                        : SocksAddress.of("127.0.0.1", port),
                colons ? main : SocksAddress.of("::1", port));
    }

    private static SocksAddress self(Location server) {
        return switch (server) {
            case Location.Port(_, InetSocketAddress address) -> SocksAddress.of(address);
            case Location.Socket _ -> SocksAddress.of("127.0.0.1", ServerKind.SOCKS5.defaultPort());
        };
    }
}
