package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/// A destination that a program wants to connect to.
///
/// @param asked the address that the program named, and sees as its peer's
/// @param target the destination that a SOCKS server is asked for: that address, or the name that
///     it stands for, or an address of that name
/// @param others further addresses of the name, to which a direct connect goes on if the one before
///     does not let it through
/// @param text the destination in words, for reports
record Destination(InetEndpoint asked, SocksAddress target, List<InetAddress> others, String text) {

    Destination {
        others = List.copyOf(others);
    }

    /// The destination of an address that stands for itself.
    static Destination of(InetEndpoint asked) {
        SocksAddress target = new SocksAddress.Ip(asked.address(), asked.port());
        return new Destination(asked, target, List.of(), asked.toString());
    }

    /// The destination of an address that stands for a name.
    static Destination of(InetEndpoint asked, String name) {
        SocksAddress target = new SocksAddress.Name(name, asked.port());
        return new Destination(asked, target, List.of(), target.toString());
    }

    /// The same destination with another target.
    Destination to(InetAddress address) {
        return new Destination(asked, new SocksAddress.Ip(address, port()), others, text);
    }

    /// The same destination with further addresses.
    Destination or(List<InetAddress> further) {
        return new Destination(asked, target, further, text);
    }

    /// The addresses to connect to directly, in this order.
    ///
    /// @param ipv6Socket whether they are for an IPv6 socket
    /// @return without the IPv6 addresses if they are for an IPv4 socket
    List<InetEndpoint> endpoints(boolean ipv6Socket) {
        return target instanceof SocksAddress.Ip(InetAddress first, int port)
                        && !first.equals(asked.address())
                ? Stream.concat(Stream.of(first), others.stream())
                        .map(address -> new InetSocketAddress(address, port))
                        .flatMap(to -> InetEndpoint.forSocket(ipv6Socket, to).stream())
                        .toList()
                : List.of(asked);
    }

    int port() {
        return asked.port();
    }

    @Override
    public String toString() {
        return text;
    }
}
