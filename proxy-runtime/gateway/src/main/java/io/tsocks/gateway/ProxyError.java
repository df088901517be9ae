package io.tsocks.gateway;

/// Why a proxy gives no response of the site, as `Proxy-Status` says it (RFC 9209, section 2.3).
enum ProxyError {
    /// The policy refuses.
    REQUEST_DENIED,
    /// The request cannot be understood or carried.
    REQUEST_ERROR,
    /// A name was not resolved.
    DNS,
    /// There is no connection to the target or to the SOCKS server.
    CONNECTION_REFUSED,
    /// There was none in time.
    CONNECTION_TIMEOUT,
    /// What the target answered is not HTTP.
    PROTOCOL,
    /// The target ended its answer too early, or gave none.
    RESPONSE_INCOMPLETE;

    /// The registered name.
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
