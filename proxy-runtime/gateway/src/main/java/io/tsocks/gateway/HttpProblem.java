package io.tsocks.gateway;

import io.tsocks.protocol.HttpSyntaxException;
import java.io.IOException;

/// A message that is not correct HTTP, or that the bridge does not carry.
final class HttpProblem extends IOException {

    private static final long serialVersionUID = 1;

    private final String status;
    private final ProxyError error;

    /// A problem with a request.
    ///
    /// @param status the status that the client gets: the code and its name
    /// @param what the mistake, in words for a person
    HttpProblem(String status, String what) {
        this(status, ProxyError.REQUEST_ERROR, what);
    }

    HttpProblem(String status, ProxyError error, String what) {
        super(what);
        this.status = status;
        this.error = error;
    }

    /// A request that cannot be understood.
    static HttpProblem badRequest(String what) {
        return new HttpProblem("400 Bad Request", what);
    }

    /// A message that is not HTTP.
    static HttpProblem of(HttpSyntaxException reason) {
        return reason.isTooLong()
                ? new HttpProblem("431 Request Header Fields Too Large", reason.what())
                : badRequest(reason.what());
    }

    /// The same with other words.
    HttpProblem because(String what) {
        return new HttpProblem(status, error, what);
    }

    /// The value of `Proxy-Status` (RFC 9209), which tells the answers of this proxy from those of
    /// the site.
    String proxyStatus() {
        StringBuilder details = new StringBuilder();
        for (char c : String.valueOf(getMessage()).toCharArray()) {
            if (c == '"' || c == '\\') {
                details.append('\\');
            }
            details.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return "tsocks; error=" + error.token() + "; details=\"" + details + "\"";
    }

    /// The status: the code and its name.
    String status() {
        return status;
    }
}
