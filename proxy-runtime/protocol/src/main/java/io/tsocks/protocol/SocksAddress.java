package io.tsocks.protocol;

import io.tsocks.net.Address;
import io.tsocks.net.HostName;
import io.tsocks.net.InternationalName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Collectors;

/// An address and port as SOCKS messages carry them: a destination, or what a reply names.
public sealed interface SocksAddress {

    /// The port, 0 to 65535; 0 if the command needs none.
    int port();

    /// The name, or the address as text, without brackets; IPv6 as RFC 5952 writes it.
    String host();

    /// An IPv4 or IPv6 address, never a v4-mapped one: Java turns that into IPv4.
    record Ip(InetAddress address, int port) implements SocksAddress {
        public Ip {
            checkPort(port);
        }

        /// @param bytes 4 or 16 of them
        static Ip of(byte[] bytes, int port) {
            try {
                return new Ip(InetAddress.getByAddress(bytes), port);
            } catch (UnknownHostException e) {
                throw new AssertionError("4 or 16 bytes are an address", e);
            }
        }

        @Override
        public String host() {
            return Address.of(address).toString();
        }

        @Override
        public String toString() {
            return address instanceof Inet6Address
                    ? "[" + host() + "]:" + port
                    : host() + ":" + port;
        }
    }

    /// A host name, which the server resolves.
    ///
    /// @param host 1 to 255 characters, one byte each on the wire. A name from a server may contain
    ///     any byte; a name made by [#of] is printable ASCII. [#toString] is safe for a terminal:
    ///     it writes other bytes in the form `\x1b`.
    record Name(String host, int port) implements SocksAddress {
        public Name {
            checkPort(port);
            if (host.isEmpty() || host.length() > 255) {
                throw new IllegalArgumentException(
                        "a host name has 1 to 255 bytes, not " + host.length());
            }
            if (host.chars().anyMatch(c -> c > 0xff)) {
                throw new IllegalArgumentException("not a host name: " + host);
            }
        }

        @Override
        public String toString() {
            return host.chars()
                            .mapToObj(c -> c > ' ' && c <= '~' ? "" + (char) c : escaped(c))
                            .collect(Collectors.joining())
                    + ":"
                    + port;
        }

        private static String escaped(int c) {
            return String.format("\\x%02x", c);
        }
    }

    /// Reads a host as people write it: an address (IPv6 with or without brackets), or a name,
    /// which is never resolved here. International names are converted to their ASCII form (UTS 46,
    /// non-transitional). If that form is an address, the result is the address.
    ///
    /// @throws IllegalArgumentException if the host is neither: it is empty, has more than 255
    ///     bytes, blanks or control characters, or is a name that ends in a number (`0x7f.1`),
    ///     which some resolvers take for an address; also if the ASCII form of an international
    ///     name is not certain
    static SocksAddress of(String host, int port) {
        if (isLiteral(host)) {
            return literal(host, port);
        }
        // Dots, digits and brackets of other scripts become ASCII ones.
        String ascii = InternationalName.toAscii(host);
        if (isLiteral(ascii)) {
            return literal(ascii, port);
        }
        if (ascii.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("not a host name: " + host);
        }
        return new Name(ascii, port);
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.startsWith("[") || HostName.endsInNumber(host);
    }

    private static SocksAddress literal(String host, int port) {
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        String inside = brackets ? host.substring(1, host.length() - 1) : host;
        InetAddress address =
                Address.parseScoped(inside)
                        .or(() -> shortIp4(inside).map(Address::toInetAddress))
                        .orElseThrow(() -> new IllegalArgumentException("no address: " + host));
        return new Ip(address, port);
    }

    /// An IPv4 address in one to three decimal numbers, of which the last fills the remaining
    /// bytes, as in `127.1` (inet_aton(3)). Java's own sockets accept this form, too.
    private static Optional<Address> shortIp4(String text) {
        if (!text.matches("(0|[1-9][0-9]{0,9})(\\.(0|[1-9][0-9]{0,9})){0,2}")) {
            return Optional.empty();
        }
        String[] numbers = text.split("\\.", -1);
        long bits = Long.parseLong(numbers[numbers.length - 1]);
        boolean good = bits < (1L << (8 * (5 - numbers.length)));
        for (int i = 0; i < numbers.length - 1; i++) {
            long number = Long.parseLong(numbers[i]);
            good &= number < 256;
            bits |= number << (8 * (3 - i));
        }
        return good ? Optional.of(new Address.Ip4((int) bits)) : Optional.empty();
    }

    /// The address of a Java socket address, or its name if it is unresolved.
    ///
    /// @throws IllegalArgumentException as [#of(String, int)]
    static SocksAddress of(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        return resolved == null
                ? of(address.getHostString(), address.getPort())
                : new Ip(resolved, address.getPort());
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port must be 0 to 65535, not " + port);
        }
    }
}
