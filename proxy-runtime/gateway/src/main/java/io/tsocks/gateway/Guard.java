package io.tsocks.gateway;

import io.tsocks.client.RouteGuard;
import io.tsocks.protocol.SocksAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Keeps the clients of a gateway away from what they must not reach through it, whatever the
/// policy says: the gateway itself, and link-local addresses, where clouds answer any program of a
/// machine with its secrets.
final class Guard implements RouteGuard {

    /// What a gateway does not connect to.
    static final class ForbiddenException extends java.net.ConnectException {

        private static final long serialVersionUID = 1;

        ForbiddenException(String message) {
            super(message);
        }
    }

    /// The IPv6 address of the metadata of machines at Amazon, which is not link-local.
    private static final InetAddress METADATA = InetAddress.ofLiteral("fd00:ec2::254");

    /// 64:ff9b::/96, whose addresses are IPv4 addresses to a translator (RFC 6052).
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private final ReachableAddresses reachable;
    private final List<ListenAddress> own;

    /// @param own the gateway's listeners, with the ports that they have
    Guard(ReachableAddresses reachable, List<ListenAddress> own) {
        this.reachable = reachable;
        this.own = List.copyOf(own);
    }

    @Override
    public void checkDestination(SocksAddress destination) throws IOException {
        if (!(destination instanceof SocksAddress.Ip(InetAddress address, int port))) {
            return;
        }
        if (!reachable.linkLocal() && isLinkLocal(address)) {
            throw new ForbiddenException(
                    "the gateway does not connect to link-local addresses: " + destination);
        }
        checkConnect(new InetSocketAddress(address, port));
    }

    @Override
    public void checkConnect(SocketAddress address) throws IOException {
        if (!reachable.itself() && isOwn(address)) {
            throw new ForbiddenException(
                    "the gateway does not connect to itself: " + text(address));
        }
    }

    private static String text(SocketAddress address) {
        return switch (address) {
            case InetSocketAddress tcp -> new ListenAddress.Tcp(tcp).toString();
            default -> address.toString();
        };
    }

    private static boolean isLinkLocal(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.equals(METADATA)
                || (address instanceof Inet6Address && translated(address).isLinkLocalAddress());
    }

    /// The IPv4 address that a translator makes of an IPv6 address; the address itself if none
    /// does.
    private static InetAddress translated(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isTranslated = Arrays.equals(bytes, 0, NAT64.length, NAT64, 0, NAT64.length);
        try {
            return isTranslated
                    ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, NAT64.length, 16))
                    : address;
        } catch (UnknownHostException e) {
            throw new AssertionError("4 bytes are an address", e);
        }
    }

    private boolean isOwn(SocketAddress address) throws SocketException {
        for (ListenAddress listener : own) {
            if (leadsTo(address, listener)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsTo(SocketAddress address, ListenAddress listener)
            throws SocketException {
        return switch (listener) {
            case ListenAddress.Tcp(InetSocketAddress at) ->
                    address instanceof InetSocketAddress to
                            && to.getPort() == at.getPort()
                            && (to.getAddress().equals(at.getAddress())
                                    || (at.getAddress().isAnyLocalAddress()
                                            && isThisMachine(to.getAddress())));
            case ListenAddress.Unix(var path) ->
                    address instanceof UnixDomainSocketAddress to
                            && to.getPath()
                                    .toAbsolutePath()
                                    .normalize()
                                    .equals(path.toAbsolutePath().normalize());
        };
    }

    private static boolean isThisMachine(InetAddress address) throws SocketException {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }
}
