package io.tsocks.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The field in which a proxy says what its answer is about (RFC 9209). Each proxy on the way adds
/// an element at the end; the last one is the one that was asked.
final class ProxyStatus {

    /// A parameter outside of quotation marks, which the element's name and details may have.
    private static final Pattern ERROR = Pattern.compile(";[ ]*error=([a-z_]{1,40})");

    /// What is wrong with the proxy itself, or with what it was asked (section 2.3).
    private static final Set<String> ITS_OWN =
            Set.of(
                    "proxy_internal_response",
                    "proxy_internal_error",
                    "proxy_configuration_error",
                    "proxy_loop_detected");

    private ProxyStatus() {}

    /// The type of error that the last element names.
    static Optional<String> error(HttpFields fields) {
        String value = withoutQuotations(fields.value("proxy-status"));
        String last = value.substring(value.lastIndexOf(',') + 1);
        Matcher matcher = ERROR.matcher(last.toLowerCase(Locale.ROOT));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// A text without what stands in quotation marks. By hand, in one pass, because the server
    /// chooses the text.
    static String withoutQuotations(String text) {
        StringBuilder rest = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (isQuoted && c == '\\') {
                i++;
            } else if (!isQuoted) {
                rest.append(c);
            }
        }
        return rest.toString();
    }

    /// Whether it is the proxy that is out of order, and not the destination.
    static boolean isItsOwn(String error) {
        return ITS_OWN.contains(error);
    }

    static Errno errno(String error) {
        return switch (error) {
            case "dns_timeout",
                    "connection_timeout",
                    "connection_read_timeout",
                    "connection_write_timeout" ->
                    Errno.ETIMEDOUT;
            case "dns_error",
                    "destination_not_found",
                    "destination_unavailable",
                    "destination_ip_unroutable" ->
                    Errno.EHOSTUNREACH;
            default -> Errno.ECONNREFUSED;
        };
    }
}
