package io.tsocks.client;

import io.tsocks.net.Address;
import io.tsocks.protocol.SocksAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Turns a caller's host and port into the destination that the policy is asked about. Nothing is
/// resolved here.
public final class Destinations {

    private Destinations() {}

    /// The destination of a host and port.
    ///
    /// @throws UnknownHostException if the host is neither an address nor a name
    public static SocksAddress of(String host, int port) throws UnknownHostException {
        int checked = checkedPort(port);
        try {
            return meant(SocksAddress.of(host, checked));
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException(String.valueOf(e.getMessage()));
        }
    }

    /// The destination of a socket address. If it is resolved, its address counts and its name does
    /// not: the name may come from a reverse lookup, and so from the owner of the address.
    public static SocksAddress of(InetSocketAddress address) throws UnknownHostException {
        return address.getAddress() == null
                ? of(address.getHostString(), address.getPort())
                : meant(new SocksAddress.Ip(address.getAddress(), checkedPort(address.getPort())));
    }

    /// Replaces `0.0.0.0` and `::`, which to connect(2) and Java mean this machine. A SOCKS server
    /// would take them for itself.
    private static SocksAddress meant(SocksAddress address) throws UnknownHostException {
        return switch (address) {
            case SocksAddress.Name name -> name;
            case SocksAddress.Ip(InetAddress ip, int port) when ip.isAnyLocalAddress() ->
                    new SocksAddress.Ip(
                            (ip instanceof Inet4Address
                                            ? Address.Ip4.LOOPBACK
                                            : Address.Ip6.LOOPBACK)
                                    .toInetAddress(),
                            port);
            case SocksAddress.Ip ip -> StandIns.ofThisProgram().meant(ip);
        };
    }

    private static int checkedPort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port must be 1 to 65535, not " + port);
        }
        return port;
    }
}
