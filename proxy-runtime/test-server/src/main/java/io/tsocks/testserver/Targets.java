package io.tsocks.testserver;

import io.tsocks.protocol.SocksReply;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/// Finds the real targets of requests.
record Targets(Settings settings) {

    /// The address to contact for a request.
    ///
    /// @throws IOException if the name is unknown or the target must not be contacted
    InetSocketAddress of(Request request) throws IOException {
        InetSocketAddress target =
                settings.redirect() == null
                        ? new InetSocketAddress(resolve(request.host()), request.port())
                        : settings.redirect().apply(request);
        if (!settings.anywhere() && !isHere(target.getAddress())) {
            throw new Refusal(SocksReply.NOT_ALLOWED, "not a loopback address: " + target);
        }
        return target;
    }

    /// The address of a literal or a name.
    InetAddress resolve(String host) throws IOException {
        Optional<InetAddress> literal = Addresses.literal(host);
        if (literal.isPresent()) {
            return literal.get();
        }
        if (settings.names() == null) {
            return InetAddress.getByName(host);
        }
        InetAddress address = settings.names().get(host);
        if (address == null) {
            throw new Refusal(SocksReply.HOST_UNREACHABLE, "unknown host " + host);
        }
        return address;
    }

    /// The name of an address: by the names that were set, or by the system.
    String name(InetAddress address) throws IOException {
        if (settings.names() == null) {
            return address.getHostName();
        }
        return settings.names().entrySet().stream()
                .filter(entry -> entry.getValue().equals(address))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(SocksReply.HOST_UNREACHABLE, "no name for " + address));
    }

    /// A socket for datagrams to targets of one family: on loopback, unless others are allowed.
    DatagramSocket datagramSocket(boolean version4) throws IOException {
        if (settings.anywhere()) {
            return new DatagramSocket();
        }
        return new DatagramSocket(0, version4 ? Addresses.LOOPBACK_4 : Addresses.LOOPBACK_6);
    }

    private static boolean isHere(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }
}
