package io.tsocks.net;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a service that GSSAPI proves: `rcmd`, or `rcmd/gate.example.com` if its host is not
/// the one that is connected to.
///
/// @param service the first part of the principal
/// @param host the second part; empty for the host that is connected to
public record ServiceName(String service, Optional<String> host) {

    /// The service that SOCKS servers are by custom, after Dante.
    public static final ServiceName STANDARD = new ServiceName("rcmd", Optional.empty());

    private static final Pattern SYNTAX =
            Pattern.compile("([A-Za-z0-9_-]{1,64})(?:/([A-Za-z0-9._-]{1,253}))?");

    /// Reads such a name; empty if the text is none.
    public static Optional<ServiceName> parse(String text) {
        Matcher parts = SYNTAX.matcher(text);
        return parts.matches()
                ? Optional.of(new ServiceName(parts.group(1), Optional.ofNullable(parts.group(2))))
                : Optional.empty();
    }

    /// The name in the form of GSSAPI: `rcmd@gate.example.com` (RFC 2743, section 4.1).
    ///
    /// @param server the host that is connected to
    public String at(String server) {
        return service + "@" + host.orElse(server);
    }

    /// The name as it is written.
    @Override
    public String toString() {
        return service + host.map(one -> "/" + one).orElse("");
    }
}
