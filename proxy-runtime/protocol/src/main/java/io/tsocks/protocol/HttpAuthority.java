package io.tsocks.protocol;

/// The host and the port of a request's target, as the client wrote them.
///
/// @param host not empty, at most 255 characters, perhaps in brackets; not looked at any further
/// @param port 0 to 99999; -1 where there is none
public record HttpAuthority(String host, int port) {

    /// More is not a name (RFC 1035, section 2.3.4), and turning it into ASCII takes the square of
    /// its length.
    private static final int LONGEST_HOST = 255;

    /// Of a host, or a host and a port.
    ///
    /// @param text without a user's name
    /// @throws HttpSyntaxException if it is too long, or the port is no number; that may be part of
    ///     a password, and is not repeated
    public static HttpAuthority parse(String text) throws HttpSyntaxException {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        String host = hasPort ? text.substring(0, colon) : text;
        if (host.length() > LONGEST_HOST) {
            throw HttpSyntaxException.of("a host has at most " + LONGEST_HOST + " characters");
        }
        String port = hasPort ? text.substring(colon + 1) : "";
        if (!port.isEmpty() && !port.matches("[0-9]{1,5}")) {
            throw HttpSyntaxException.of("a port must be a number from 1 to 65535");
        }
        return new HttpAuthority(host, port.isEmpty() ? -1 : Integer.parseInt(port));
    }
}
