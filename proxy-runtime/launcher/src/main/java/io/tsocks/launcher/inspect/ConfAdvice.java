package io.tsocks.launcher.inspect;

import io.tsocks.net.ServerAddress;
import io.tsocks.net.ServerKind;
import io.tsocks.net.ServerUri;
import io.tsocks.net.SocksVersion;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What to write in tsocks.conf for a server.
final class ConfAdvice {

    private static final String PASSWORD =
            "# the password: TSOCKS_PASSWORD in the environment, or default_pass = ...";

    private static final List<String> NO_WORDS =
            List.of("# tsocks.conf has no words for this server's login");

    private ConfAdvice() {}

    /// Lines of a configuration, at least one; a server that no configuration can use has a
    /// comment.
    static List<String> of(Inspection inspection) {
        if (inspection.can(Ability.HTTP)) {
            return uri(
                    inspection, inspection.tls().isPresent() ? ServerKind.HTTPS : ServerKind.HTTP);
        }
        if (inspection.tls().isPresent() && inspection.can(Ability.SOCKS5)) {
            return uri(inspection, ServerKind.SOCKS5_TLS);
        }
        return switch (inspection.location()) {
            case Location.Socket _ when inspection.version().isPresent() ->
                    uri(inspection, ServerKind.SOCKS5);
            case Location.Socket _ -> NO_WORDS;
            case Location.Port port -> statements(inspection, port);
        };
    }

    private static List<String> statements(Inspection inspection, Location.Port port) {
        return inspection
                .version()
                .map(version -> statements(inspection, version, port.place()))
                .orElseGet(() -> NO_WORDS);
    }

    private static List<String> uri(Inspection inspection, ServerKind kind) {
        List<String> lines = new ArrayList<>(way(inspection));
        ServerAddress place = inspection.location().place();
        lines.add("server = " + new ServerUri(kind, Optional.empty(), place));
        if (inspection.user() != null) {
            lines.add("default_user = " + inspection.user());
            lines.add(PASSWORD);
        }
        return lines;
    }

    private static List<String> way(Inspection inspection) {
        return inspection.location() instanceof Location.Port port
                        && port.address().getAddress() instanceof Inet4Address address
                        && !address.isLoopbackAddress()
                ? List.of(
                        "# the way to the server itself must be direct",
                        "local = " + address.getHostAddress() + "/255.255.255.255")
                : List.of();
    }

    private static List<String> statements(
            Inspection inspection, SocksVersion version, ServerAddress.Inet place) {
        List<String> lines = new ArrayList<>(way(inspection));
        lines.add("server = " + place.host());
        lines.add("server_port = " + place.port());
        lines.add("server_type = " + version.label());
        if (version == SocksVersion.SOCKS5 && !inspection.can(Ability.NO_LOGIN)) {
            lines.add(
                    inspection.user() == null
                            ? "# default_user = NAME"
                            : "default_user = " + inspection.user());
            lines.add(PASSWORD);
        }
        return lines;
    }
}
