package io.tsocks.views;

import io.tsocks.net.Endpoint;

/// Where a connection would go.
///
/// @param text as it was given
/// @param host an address, IPv6 without brackets, or a name
/// @param port 1 to 65535, or 0 if none was given
public record Destination(String text, String host, int port) {

    /// Reads a destination, as [Endpoint#parse] does.
    ///
    /// @throws Endpoint.MalformedException if it is none
    public static Destination parse(String text) throws Endpoint.MalformedException {
        Endpoint endpoint = Endpoint.parse(text);
        return new Destination(text, endpoint.host(), endpoint.port());
    }
}
