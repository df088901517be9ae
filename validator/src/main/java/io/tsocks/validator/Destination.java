package io.tsocks.validator;

import io.tsocks.engine.Address;

/// Where a connection would go: `10.1.2.3:80`, `10.1.2.3`, `host:443`, `host`,
/// `[2001:db8::1]:80` or `2001:db8::1`.
///
/// @param text as it was given
/// @param host an address, IPv6 without brackets, or a name
/// @param port 1 to 65535, or 0 where none was given
public record Destination(String text, String host, int port) {

    /// Reads a destination.
    ///
    /// @throws MalformedException where it is none
    public static Destination parse(String text) throws MalformedException {
        if (text.contains("://")) {
            throw new MalformedException("a URL; give its host and port, as HOST:PORT");
        }
        if (text.indexOf('/') >= 0) {
            throw new MalformedException("a network or a path; give one address, or a host name");
        }
        if (text.startsWith("[")) {
            return bracketed(text);
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return new Destination(
                    text, ip4OrName(text.substring(0, colon)), port(text, colon + 1));
        }
        return new Destination(text, colon >= 0 ? ip6(text) : ip4OrName(text), 0);
    }

    private static Destination bracketed(String text) throws MalformedException {
        int closing = text.indexOf(']');
        if (closing < 0) {
            throw new MalformedException("no closing ] after the IPv6 address");
        }
        String host = ip6(text.substring(1, closing));
        if (closing == text.length() - 1) {
            return new Destination(text, host, 0);
        }
        if (text.charAt(closing + 1) != ':') {
            throw new MalformedException("after ] only :PORT may follow");
        }
        return new Destination(text, host, port(text, closing + 2));
    }

    private static String ip6(String host) throws MalformedException {
        if (host.indexOf(':') < 0 || Address.parse(host).isEmpty()) {
            throw new MalformedException(
                    "'" + host + "' is no IPv6 address; with a port it is written [ADDRESS]:PORT");
        }
        return host;
    }

    private static String ip4OrName(String host) throws MalformedException {
        if (host.isEmpty()) {
            throw new MalformedException("no host");
        }
        boolean numeric = host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (numeric && Address.parse(host).isEmpty()) {
            throw new MalformedException(
                    "'" + host + "' is no IPv4 address, which is four numbers from 0 to 255");
        }
        if (host.length() > 253 || !host.chars().allMatch(Destination::mayStandInName)) {
            throw new MalformedException(
                    "'" + host + "' is no host name, which is letters, digits, '-', '_' and dots");
        }
        return host;
    }

    private static boolean mayStandInName(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }

    private static int port(String text, int start) throws MalformedException {
        String digits = text.substring(start);
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= 5
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw new MalformedException("'" + digits + "' is no port, which is 1 to 65535");
        }
        return port;
    }

    /// A text is no destination.
    public static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        MalformedException(String reason) {
            super(reason);
            this.reason = reason;
        }

        /// What is wrong, for the user, without a final stop.
        public String reason() {
            return reason;
        }
    }
}
