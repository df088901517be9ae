package io.tsocks.gateway;

import io.tsocks.client.Destinations;
import io.tsocks.protocol.HttpAuthority;
import io.tsocks.protocol.HttpSyntaxException;
import io.tsocks.protocol.SocksAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/// The target of a request to a proxy (RFC 9112, section 3.2). It is parsed by hand: only the host
/// and port matter here, and the rest is sent on unchanged, because programs send more than the
/// grammar of URIs allows (`?q=a|b`, `http://my_host/`).
///
/// @param authority host and port as the client wrote them, without a user name
/// @param path the target in origin form, `*` included; empty for CONNECT
record HttpTarget(SocksAddress address, String authority, String path) {

    private static final String SCHEME = "http://";
    private static final int HTTP = 80;
    private static final int NONE = -1;

    /// Of CONNECT: a host and a port.
    static HttpTarget ofAuthority(String authority) throws HttpProblem {
        if (authority.indexOf('@') >= 0) {
            throw HttpProblem.badRequest("CONNECT names a host and a port, and no user");
        }
        return new HttpTarget(address(authority, NONE), authority, "");
    }

    /// The target of every other method: an absolute URI. A user name and password in it are
    /// dropped, and do not even get into the message of a refusal.
    static HttpTarget ofUri(String method, String uri) throws HttpProblem {
        if (!uri.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw HttpProblem.badRequest("a request to a proxy names an absolute http URI");
        }
        String rest = uri.substring(SCHEME.length());
        int end = endOfAuthority(rest);
        String authority = rest.substring(rest.lastIndexOf('@', end) + 1, end);
        int fragment = rest.indexOf('#', end);
        String path = rest.substring(end, fragment < 0 ? rest.length() : fragment);
        return new HttpTarget(address(authority, HTTP), authority, originForm(method, path));
    }

    private static int endOfAuthority(String rest) {
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String originForm(String method, String path) {
        if (path.isEmpty()) {
            return method.equals("OPTIONS") ? "*" : "/";
        }
        return path.startsWith("/") ? path : "/" + path;
    }

    private static SocksAddress address(String authority, int otherwise) throws HttpProblem {
        try {
            HttpAuthority parts = HttpAuthority.parse(authority);
            int port = parts.port() < 0 ? otherwise : parts.port();
            return Destinations.of(parts.host(), port);
        } catch (HttpSyntaxException e) {
            throw HttpProblem.of(e);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw HttpProblem.badRequest(authority + ": " + e.getMessage());
        }
    }
}
