package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// What a program wants to be connected to.
///
/// @param asked the address that the program has named, which it sees as its peer's
/// @param target what a SOCKS server is asked for: that address, or the name that it stands for
/// @param text how it is told of
record Destination(InetEndpoint asked, SocksAddress target, String text) {

    /// An address, which stands for itself.
    static Destination of(InetEndpoint asked) {
        return new Destination(
                asked, new SocksAddress.Ip(asked.address(), asked.port()), asked.toString());
    }

    /// An address that stands for a name.
    static Destination of(InetEndpoint asked, String name) {
        SocksAddress target = new SocksAddress.Name(name, asked.port());
        return new Destination(asked, target, target.toString());
    }

    /// The same with another target.
    Destination to(InetEndpoint other) {
        return new Destination(asked, new SocksAddress.Ip(other.address(), other.port()), text);
    }

    /// The target's own address, where it is one; else the one that the program has named.
    ///
    /// @param ipv6Socket for what kind of socket
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
