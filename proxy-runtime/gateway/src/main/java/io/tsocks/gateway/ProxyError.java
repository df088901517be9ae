package io.tsocks.gateway;

/// Why a proxy has no response of the site, in the terms of `Proxy-Status` (RFC 9209, section 2.3).
enum ProxyError {
    /// The policy refuses.
    REQUEST_DENIED,
    /// The request cannot be understood or carried.
    REQUEST_ERROR,
    /// A name was not resolved.
    DNS,
    /// The connect to the target or to the SOCKS server failed.
    CONNECTION_REFUSED,
    /// There was no connection in time.
    CONNECTION_TIMEOUT,
    /// The target's answer is not HTTP.
    PROTOCOL,
    /// The target's answer ended too early, or did not come.
    RESPONSE_INCOMPLETE;

    /// The registered name of the error.
    String token() {
        return switch (this) {
            case REQUEST_DENIED -> "http_request_denied";
            case REQUEST_ERROR -> "http_request_error";
            case DNS -> "dns_error";
            case CONNECTION_REFUSED -> "connection_refused";
            case CONNECTION_TIMEOUT -> "connection_timeout";
            case PROTOCOL -> "http_protocol_error";
            case RESPONSE_INCOMPLETE -> "http_response_incomplete";
        };
    }
}
