package io.tsocks.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a proxy's response says that grants no tunnel.
final class HttpResponses {

    private static final int LONGEST_SCHEME = 30;

    private HttpResponses() {}

    /// Whose fault it is, by the status and by what the proxy says beside it.
    ///
    /// @param hasLogin whether the request had credentials
    static SocksFailure failure(HttpStatus status, HttpFields fields, boolean hasLogin) {
        if (isAboutLogin(status, hasLogin)) {
            return ofLogin(schemes(fields), hasLogin);
        }
        Optional<String> error = ProxyStatus.error(fields);
        boolean isOwn = error.map(ProxyStatus::isItsOwn).orElse(isOutOfOrder(status, fields));
        if (isOwn) {
            return new HttpFailure.OutOfOrder(status, error);
        }
        return error.isEmpty() && isOfNoProxy(status)
                ? new HttpFailure.NoTunnel(status)
                : new HttpFailure.Refused(status, error);
    }

    private static SocksFailure ofLogin(List<String> schemes, boolean hasLogin) {
        return hasLogin
                ? new HttpFailure.LoginRefused(schemes)
                : new HttpFailure.LoginWanted(schemes);
    }

    /// tinyproxy answers 401 to a wrong login, and 407 where there is none. Without a login, 401 is
    /// the answer of a server of web pages.
    static boolean isAboutLogin(HttpStatus status, boolean hasLogin) {
        return status.code() == 407 || (status.code() == 401 && hasLogin);
    }

    /// Squid answers 503 where it does not reach the destination, and tinyproxy 500 with words of
    /// its own. A proxy that has too much to do says when to come back.
    private static boolean isOutOfOrder(HttpStatus status, HttpFields fields) {
        return switch (status.code()) {
            case 501, 502, 504, 505 -> false;
            case 408, 429 -> true;
            case 500 -> !status.reason().equalsIgnoreCase("Unable to connect");
            case 503 -> !fields.values("retry-after").isEmpty();
            default -> status.code() >= 500;
        };
    }

    /// What servers of web pages answer to CONNECT.
    private static boolean isOfNoProxy(HttpStatus status) {
        return switch (status.code()) {
            case 400, 401, 405, 421, 426, 501, 505 -> true;
            default -> status.code() < 400;
        };
    }

    /// The schemes of all challenges, in the order in which they come (RFC 9110, section 11.6.1). A
    /// part between commas that starts with a parameter belongs to the challenge before it.
    private static List<String> schemes(HttpFields fields) {
        List<String> schemes = new ArrayList<>();
        String value = ProxyStatus.withoutQuotations(fields.value("proxy-authenticate"));
        for (String part : value.split(",", -1)) {
            String challenge = part.strip();
            int end = 0;
            while (end < challenge.length() && isOfScheme(challenge.charAt(end))) {
                end++;
            }
            boolean isScheme =
                    end > 0
                            && end <= LONGEST_SCHEME
                            && (end == challenge.length() || challenge.charAt(end) == ' ');
            if (isScheme && !schemes.contains(challenge.substring(0, end))) {
                schemes.add(challenge.substring(0, end));
            }
        }
        return schemes.subList(0, Math.min(schemes.size(), 10));
    }

    private static boolean isOfScheme(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-';
    }
}
