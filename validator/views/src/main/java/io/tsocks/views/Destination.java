package io.tsocks.views;

import io.tsocks.net.Endpoint;

/// The destination of a connection.
///
/// @param text the destination as it was given
/// @param host an address, IPv6 without brackets, or a name
/// @param port 1 to 65535, or 0 if none was given
public record Destination(String text, String host, int port) {

    /// Reads a destination, like [Endpoint#parseStrictly].
    ///
    /// @throws Endpoint.MalformedException if the text is not a destination
    public static Destination parse(String text) throws Endpoint.MalformedException {
        Endpoint endpoint = Endpoint.parseStrictly(text);
        return new Destination(text, endpoint.host(), endpoint.port());
    }
}
