package io.tsocks.engine;

import io.tsocks.net.Protection;
import io.tsocks.net.ServiceName;

/// What a policy says of GSSAPI with a SOCKS 5 server (RFC 1961). Such a server must choose GSSAPI
/// and agree to the protection: nothing else is offered to it, and no data goes to it unprotected.
///
/// @param protection the lowest protection that is accepted from the server
/// @param service whom the server has to be
public record GssapiSettings(Protection protection, ServiceName service) {}
