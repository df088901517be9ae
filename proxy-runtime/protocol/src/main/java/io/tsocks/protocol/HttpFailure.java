package io.tsocks.protocol;

import java.util.List;
import java.util.Optional;

/// Why a handshake with an HTTP proxy failed, where SOCKS has no word for it.
public sealed interface HttpFailure extends SocksFailure {

    /// The proxy refused the destination, or did not reach it.
    ///
    /// @param error what `Proxy-Status` names it (RFC 9209); empty where the proxy does not say
    record Refused(HttpStatus status, Optional<String> error) implements HttpFailure {
        @Override
        public String message() {
            return "the proxy answered " + status + error.map(name -> ": " + name).orElse("");
        }

        @Override
        public Errno errno() {
            return error.map(ProxyStatus::errno)
                    .orElseGet(
                            () ->
                                    switch (status.code()) {
                                        case 404, 410, 502, 503 -> Errno.EHOSTUNREACH;
                                        case 504 -> Errno.ETIMEDOUT;
                                        default -> Errno.ECONNREFUSED;
                                    });
        }
    }

    /// The proxy wants a login, and none was given to it.
    ///
    /// @param schemes how it takes one
    record LoginWanted(List<String> schemes) implements HttpFailure {
        public LoginWanted {
            schemes = List.copyOf(schemes);
        }

        @Override
        public String message() {
            return takesBasic(schemes)
                    ? "the proxy wants a user name and password"
                    : "the proxy wants a login, " + only(schemes);
        }
    }

    /// The proxy refused the user name and password.
    ///
    /// @param schemes how it takes one
    record LoginRefused(List<String> schemes) implements HttpFailure {
        public LoginRefused {
            schemes = List.copyOf(schemes);
        }

        @Override
        public String message() {
            return takesBasic(schemes)
                    ? "the proxy refused the user name or password"
                    : "the proxy refused the login, " + only(schemes);
        }
    }

    /// The proxy says that it is out of order.
    ///
    /// @param error what `Proxy-Status` names it; empty where the proxy does not say
    record OutOfOrder(HttpStatus status, Optional<String> error) implements HttpFailure {
        @Override
        public String message() {
            return "the proxy is out of order: it answered "
                    + status
                    + error.map(name -> ": " + name).orElse("");
        }
    }

    /// The server speaks HTTP, and does not know what is asked of it: most such are no proxies.
    record NoTunnel(HttpStatus status) implements HttpFailure {
        @Override
        public String message() {
            return "the server makes no tunnels: it answered " + status;
        }
    }

    /// What the server sent is not HTTP.
    ///
    /// @param what what was wrong with it, in words for a person
    record NotHttp(String what) implements HttpFailure {
        @Override
        public String message() {
            return "the server does not speak HTTP: " + what;
        }
    }

    private static boolean takesBasic(List<String> schemes) {
        return schemes.stream().anyMatch("basic"::equalsIgnoreCase) || schemes.isEmpty();
    }

    private static String only(List<String> schemes) {
        return "which it takes only as " + String.join(", ", schemes) + ", and tsocks has Basic";
    }
}
