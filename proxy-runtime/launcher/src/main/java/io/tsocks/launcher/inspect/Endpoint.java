package io.tsocks.launcher.inspect;

import java.net.InetSocketAddress;

/// A host and port as people write them.
///
/// @param host without brackets
/// @param port 1 to 65535
record Endpoint(String host, int port) {

    /// Reads `HOST`, `HOST:PORT`, `ADDRESS`, `[IPV6]:PORT` and `IPV6`.
    ///
    /// @param defaultPort where none is written
    /// @throws IllegalArgumentException with a message for the user
    static Endpoint parse(String text, int defaultPort) {
        int colon = text.lastIndexOf(':');
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0 || (end + 1 < text.length() && colon != end + 1)) {
                throw new IllegalArgumentException("not [ADDRESS]:PORT: " + text);
            }
            String host = text.substring(1, end);
            return of(host, end + 1 == text.length() ? "" : text.substring(colon + 1), defaultPort);
        }
        boolean hasPort = colon >= 0 && text.indexOf(':') == colon;
        return hasPort
                ? of(text.substring(0, colon), text.substring(colon + 1), 0)
                : of(text, "", defaultPort);
    }

    /// `host:port`, with brackets around IPv6.
    static String text(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /// The numeric address and the port.
    static String text(InetSocketAddress address) {
        return text(address.getAddress().getHostAddress(), address.getPort());
    }

    private static Endpoint of(String host, String port, int defaultPort) {
        if (host.isEmpty() || host.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("no host in: " + host + ":" + port);
        }
        return new Endpoint(host, port.isEmpty() && defaultPort > 0 ? defaultPort : number(port));
    }

    private static int number(String port) {
        if (port.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(port);
            if (number >= 1 && number <= 65_535) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                "a port is a number from 1 to 65535, not '" + port + "'");
    }
}
