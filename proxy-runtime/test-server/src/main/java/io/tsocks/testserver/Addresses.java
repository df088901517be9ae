package io.tsocks.testserver;

import io.tsocks.protocol.SocksAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Converts addresses and names between text and SOCKS.
final class Addresses {

    static final int IPV4 = 1;
    static final int NAME = 3;
    static final int IPV6 = 4;

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern DOTTED = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    static final InetAddress LOOPBACK_4 = known("127.0.0.1");
    static final InetAddress LOOPBACK_6 = known("::1");

    private Addresses() {}

    /// The address of a literal; empty for a name. Nothing is resolved.
    static Optional<InetAddress> literal(String host) {
        boolean ip6 = host.indexOf(':') >= 0;
        if (!ip6 && !DOTTED.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            // A host in brackets is an address or an error, never a name to look up.
            return Optional.of(InetAddress.getByName(ip6 ? "[" + host + "]" : host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static InetAddress known(String literal) {
        return literal(literal)
                .orElseThrow(() -> new IllegalArgumentException("no address: " + literal));
    }

    /// The address in a success reply, which a fault may falsify.
    static SocksAddress bound(Faults faults, InetSocketAddress address) {
        String host =
                address.isUnresolved()
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        Fault.BoundAs as =
                faults.find(Fault.BoundAs.class)
                        .orElseGet(() -> new Fault.BoundAs(host, address.getPort()));
        return literal(as.host())
                .<SocksAddress>map(ip -> new SocksAddress.Ip(ip, as.port()))
                .orElseGet(() -> new SocksAddress.Name(octets(as.host()), as.port()));
    }

    /// A name with one character for each of its bytes.
    private static String octets(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /// The name with these bytes.
    static String name(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The text of an address of 4 or 16 bytes.
    static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("4 or 16 bytes, not " + address.length, e);
        }
    }
}
