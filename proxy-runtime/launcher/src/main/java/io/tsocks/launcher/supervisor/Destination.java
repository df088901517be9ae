package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A destination that a program wants to connect to.
///
/// @param asked the address that the program named, and sees as its peer's
/// @param target the destination that a SOCKS server is asked for: that address, or the name that
///     it stands for
/// @param text the destination in words, for reports
record Destination(InetEndpoint asked, SocksAddress target, String text) {

    /// The destination of an address that stands for itself.
    static Destination of(InetEndpoint asked) {
        return new Destination(
                asked, new SocksAddress.Ip(asked.address(), asked.port()), asked.toString());
    }

    /// The destination of an address that stands for a name.
    static Destination of(InetEndpoint asked, String name) {
        SocksAddress target = new SocksAddress.Name(name, asked.port());
        return new Destination(asked, target, target.toString());
    }

    /// The same destination with another target.
    Destination to(InetEndpoint other) {
        return new Destination(asked, new SocksAddress.Ip(other.address(), other.port()), text);
    }

    /// The target, if it is an address; otherwise the address that the program named.
    ///
    /// @param ipv6Socket whether the address is for an IPv6 socket
    InetEndpoint endpoint(boolean ipv6Socket) {
        return target instanceof SocksAddress.Ip(InetAddress address, int port)
                        && !address.equals(asked.address())
                ? InetEndpoint.forSocket(ipv6Socket, new InetSocketAddress(address, port))
                        .orElseThrow()
                : asked;
    }

    int port() {
        return asked.port();
    }

    @Override
    public String toString() {
        return text;
    }
}
