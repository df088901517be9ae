package io.tsocks.client;

import io.tsocks.net.Address;
import io.tsocks.protocol.SocksAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// What a caller means by a host and a port: the destination that the policy is asked about.
/// Nothing is resolved here.
public final class Destinations {

    private Destinations() {}

    /// A host and port of the caller.
    ///
    /// @throws UnknownHostException if the host can be neither an address nor a name
    public static SocksAddress of(String host, int port) throws UnknownHostException {
        int checked = checkedPort(port);
        try {
            return meant(SocksAddress.of(host, checked));
        } catch (IllegalArgumentException e) {
            throw new UnknownHostException(String.valueOf(e.getMessage()));
        }
    }

    /// An address of the caller. One that is resolved counts as the address, whatever name it has
    /// too: nobody can tell whether that was given, or looked up and so said by whoever answers for
    /// the address.
    public static SocksAddress of(InetSocketAddress address) throws UnknownHostException {
        return address.getAddress() == null
                ? of(address.getHostString(), address.getPort())
                : meant(new SocksAddress.Ip(address.getAddress(), checkedPort(address.getPort())));
    }

    /// `0.0.0.0` and `::` mean this machine, to connect(2) and to Java. A server would take them
    /// for itself.
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
