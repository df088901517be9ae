package io.tsocks.net;

/// A host and a port, as people write them: `10.1.2.3:80`, `10.1.2.3`, `host:443`, `host`,
/// `[2001:db8::1]:80` or `2001:db8::1`. Nothing is resolved.
///
/// @param host an address, IPv6 without brackets, or a name
/// @param port 1 to 65535; [#NO_PORT] if none was given
public record Endpoint(String host, int port) {

    /// The [#port] of an endpoint that names none.
    public static final int NO_PORT = 0;

    private static final int LONGEST_NAME = 253;

    /// Reads an endpoint.
    ///
    /// @throws MalformedException if the text is not an endpoint, with the reason
    public static Endpoint parse(String text) throws MalformedException {
        refuseSlashes(text);
        if (text.startsWith("[")) {
            return bracketed(text);
        }
        int colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return new Endpoint(dotted(text.substring(0, colon)), port(text, colon + 1));
        }
        return new Endpoint(colon >= 0 ? ip6(text) : dotted(text), NO_PORT);
    }

    /// Reads an endpoint whose host is an address or a name by [HostName]. Programs take other
    /// texts for addresses, such as `0x7f.1`, or for nothing.
    ///
    /// @throws MalformedException if the text is not such an endpoint, with the reason
    public static Endpoint parseStrictly(String text) throws MalformedException {
        Endpoint endpoint = parse(text);
        if (Address.parse(endpoint.host).isEmpty()) {
            try {
                HostName.parse(endpoint.host);
            } catch (HostName.MalformedException e) {
                throw new MalformedException(
                        "'" + endpoint.host + "' is not a host name: " + e.reason());
            }
        }
        return endpoint;
    }

    /// Other characters may stand for a dot in names (UTS 46, section 2.3).
    private static String dotted(String host) throws MalformedException {
        return ip4OrName(host.replace('\u3002', '.').replace('\uff0e', '.').replace('\uff61', '.'));
    }

    private static void refuseSlashes(String text) throws MalformedException {
        if (text.contains("://")) {
            throw new MalformedException("a URL; give its host and port, as HOST:PORT");
        }
        if (text.indexOf('/') >= 0) {
            throw new MalformedException("a network or a path; give one address, or a host name");
        }
    }

    /// The same endpoint, with this port if it has none of its own.
    public Endpoint orPort(int otherwise) {
        return port == NO_PORT ? new Endpoint(host, otherwise) : this;
    }

    /// `host:port`, with brackets around IPv6.
    public static String text(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /// `host:port`, or the host alone if there is no port.
    @Override
    public String toString() {
        return port == NO_PORT ? host : text(host, port);
    }

    private static Endpoint bracketed(String text) throws MalformedException {
        int closing = text.indexOf(']');
        if (closing < 0) {
            throw new MalformedException("no closing ] after the IPv6 address");
        }
        String host = ip6(text.substring(1, closing));
        if (closing == text.length() - 1) {
            return new Endpoint(host, NO_PORT);
        }
        if (text.charAt(closing + 1) != ':') {
            throw new MalformedException("after ] only :PORT may follow");
        }
        return new Endpoint(host, port(text, closing + 2));
    }

    private static String ip6(String host) throws MalformedException {
        if (host.indexOf(':') < 0 || Address.parse(host).isEmpty()) {
            throw new MalformedException(
                    "'"
                            + host
                            + "' is not an IPv6 address; with a port it is written [ADDRESS]:PORT");
        }
        return host;
    }

    private static String ip4OrName(String host) throws MalformedException {
        if (Dotted.bits(host) != Dotted.NONE) {
            return host;
        }
        if (host.isEmpty()) {
            throw new MalformedException("no host");
        }
        if (isNumeric(host)) {
            throw new MalformedException(
                    "'" + host + "' is not an IPv4 address (four numbers from 0 to 255)");
        }
        if (host.length() > LONGEST_NAME || !host.codePoints().allMatch(Endpoint::mayStandInName)) {
            throw new MalformedException(
                    "'" + host + "' is not a host name (letters, digits, '-', '_' and dots)");
        }
        return host;
    }

    private static boolean isNumeric(String host) {
        return host.chars().allMatch(c -> c == '.' || isDigit(c));
    }

    private static boolean mayStandInName(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || isDigit(c)
                || c == '-'
                || c == '_'
                || c == '.'
                || (c > 127 && Character.isLetterOrDigit(c));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /// Reads a port.
    ///
    /// @throws MalformedException if the text is not a port
    public static int port(String digits) throws MalformedException {
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= 5
                        && digits.chars().allMatch(Endpoint::isDigit);
        int port = number ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw new MalformedException("'" + digits + "' is not a port (1 to 65535)");
        }
        return port;
    }

    private static int port(String text, int start) throws MalformedException {
        return port(text.substring(start));
    }

    /// A text is not an endpoint.
    public static final class MalformedException extends Exception {

        private static final long serialVersionUID = 1;

        private final String reason;

        MalformedException(String reason) {
            super(Excerpt.of(reason));
            this.reason = Excerpt.of(reason);
        }

        /// What is wrong, for the user, without a final stop.
        public String reason() {
            return reason;
        }
    }
}
