package io.tsocks.gateway;

import io.tsocks.protocol.HttpFields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which fields of a message go on to the next connection.
final class Forwarding {

    /// What is between two neighbours only (RFC 9110, section 7.6.1), whether or not `Connection`
    /// names it. Credentials for a proxy are the bridge's own and never go further.
    private static final Set<String> OF_ONE_CONNECTION =
            Set.of(
                    "connection",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authentication-info",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "upgrade");

    /// What says where a message goes and ends, which no `Connection` takes away.
    private static final Set<String> FRAMING =
            Set.of("content-length", "host", "transfer-encoding");

    private Forwarding() {}

    /// Without those that concern one connection only.
    static HttpFields forNextConnection(HttpFields fields) {
        Set<String> dropped = new HashSet<>(fields.elements("connection"));
        dropped.removeAll(FRAMING);
        dropped.addAll(OF_ONE_CONNECTION);
        return fields.without(dropped);
    }

    /// With a length that is said more than once said once (RFC 9110, section 8.6).
    static HttpFields withOneLength(HttpFields fields) {
        List<String> lengths = fields.elements("content-length").stream().distinct().toList();
        return lengths.size() == 1
                ? fields.without(Set.of("content-length"))
                        .with("Content-Length", lengths.getFirst())
                : fields;
    }
}
