package io.tsocks.service.settings;

import io.tsocks.gateway.GatewayLimits;
import io.tsocks.gateway.ListenAddress;
import io.tsocks.gateway.OnReload;
import io.tsocks.net.Endpoint;
import io.tsocks.service.api.ApiConfig;
import io.tsocks.sources.Mirror;
import io.tsocks.sources.SourceAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes settings of values.
record SettingsReader(Map<Setting, SettingsFile.Value> values) {

    private static final int USUAL_KEEP = 100;
    private static final int USUAL_MEBIBYTES = 64;
    private static final int USUAL_PATIENCE = 30;
    private static final int MOST_PORT = 65535;
    private static final int MOST_CLIENTS = 1_000_000;
    private static final int MOST_KIBIBYTES = 1024;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private static final List<Setting> OF_NETWORK =
            List.of(
                    Setting.HOSTS,
                    Setting.CERTIFICATE,
                    Setting.KEY,
                    Setting.AUTHORITIES,
                    Setting.ROLES);

    private static final List<Setting> OF_GATEWAY =
            List.of(
                    Setting.USERS,
                    Setting.ON_RELOAD,
                    Setting.CLIENTS,
                    Setting.CLIENTS_PER_ADDRESS,
                    Setting.OPENINGS,
                    Setting.HEAD,
                    Setting.HANDSHAKE,
                    Setting.IDLE,
                    Setting.BIND);

    Settings settings(Map<String, String> environment) throws SettingsException {
        Path state = state(environment);
        Optional<SourceAddress> source = source();
        return new Settings(
                source.map(address -> Mirror.file(address, Settings.mirrors(state)))
                        .or(() -> path(Setting.POLICY)),
                source,
                state,
                path(Setting.EXPECTATIONS),
                yes(Setting.GUARD_FILE),
                number(Setting.KEEP, USUAL_KEEP, 1, 1_000_000),
                api(state),
                path(Setting.TOKENS),
                path(Setting.ROLES),
                gateway());
    }

    private Path state(Map<String, String> environment) throws SettingsException {
        Optional<Path> said = path(Setting.STATE);
        if (said.isPresent()) {
            return said.get();
        }
        String folder = environment.getOrDefault("STATE_DIRECTORY", "");
        if (folder.isEmpty()) {
            throw new SettingsException(
                    "the folder for the revisions is missing: --state DIR, or "
                            + Setting.STATE.fullName());
        }
        return Path.of(folder);
    }

    private ApiConfig api(Path state) throws SettingsException {
        return new ApiConfig(
                unix(state),
                port(),
                network(),
                yes(Setting.PAC),
                (long) number(Setting.MOST, USUAL_MEBIBYTES, 1, 1024) << 20,
                Duration.ofSeconds(number(Setting.PATIENCE, USUAL_PATIENCE, 1, 3600)));
    }

    private Path unix(Path state) throws SettingsException {
        SettingsFile.Value value = values.get(Setting.UNIX);
        if (value == null) {
            return state.resolve("api.sock");
        }
        String path = value.text().startsWith("unix:") ? value.text().substring(5) : "";
        if (path.isEmpty()) {
            throw new SettingsException(
                    value.place()
                            + ": the socket of the API is unix:PATH; --api-port opens a"
                            + " port on loopback, and [api-network] another address");
        }
        return Path.of(path);
    }

    private OptionalInt port() throws SettingsException {
        SettingsFile.Value value = values.get(Setting.PORT);
        return value == null || value.text().equals("none")
                ? OptionalInt.empty()
                : OptionalInt.of(number(Setting.PORT, 0, 0, MOST_PORT));
    }

    private Optional<ApiConfig.Network> network() throws SettingsException {
        SettingsFile.Value listen = values.get(Setting.NETWORK);
        if (listen == null) {
            refuseWithout(Setting.NETWORK, OF_NETWORK);
            return Optional.empty();
        }
        Set<String> hosts =
                Arrays.stream(required(Setting.HOSTS).split(",", -1))
                        .map(String::strip)
                        .collect(Collectors.toSet());
        if (values.get(Setting.TOKENS) == null && values.get(Setting.ROLES) == null) {
            throw new SettingsException(
                    listen.place()
                            + ": others can reach this address, and nothing says who may use"
                            + " it; set "
                            + Setting.TOKENS.fullName()
                            + " or "
                            + Setting.ROLES.fullName());
        }
        if (values.get(Setting.ROLES) != null) {
            String ignored = required(Setting.AUTHORITIES);
        }
        return Optional.of(
                new ApiConfig.Network(
                        address(listen),
                        hosts,
                        Path.of(required(Setting.CERTIFICATE)),
                        Path.of(required(Setting.KEY)),
                        path(Setting.AUTHORITIES)));
    }

    private void refuseWithout(Setting missing, List<Setting> others) throws SettingsException {
        for (Setting one : others) {
            SettingsFile.Value value = values.get(one);
            if (value != null) {
                throw new SettingsException(
                        value.place() + ": this has no effect without " + missing.fullName());
            }
        }
    }

    private static InetSocketAddress address(SettingsFile.Value value) throws SettingsException {
        try {
            Endpoint endpoint = Endpoint.parseStrictly(value.text());
            if (endpoint.port() == 0) {
                throw new SettingsException(value.place() + ": the port is missing");
            }
            return new InetSocketAddress(endpoint.host(), endpoint.port());
        } catch (Endpoint.MalformedException e) {
            throw new SettingsException(value.place() + ": " + e.reason());
        }
    }

    private Optional<Settings.GatewaySettings> gateway() throws SettingsException {
        SettingsFile.Value listen = values.get(Setting.LISTEN);
        if (listen == null) {
            refuseWithout(Setting.LISTEN, OF_GATEWAY);
            return Optional.empty();
        }
        List<ListenAddress> addresses = new ArrayList<>();
        for (String text : listen.text().split(",", -1)) {
            try {
                addresses.add(ListenAddress.parse(text.strip()));
            } catch (IllegalArgumentException e) {
                throw new SettingsException(listen.place() + ": " + e.getMessage());
            }
        }
        return Optional.of(
                new Settings.GatewaySettings(addresses, path(Setting.USERS), onReload(), limits()));
    }

    private GatewayLimits limits() throws SettingsException {
        GatewayLimits usual = GatewayLimits.STANDARD;
        int clients = number(Setting.CLIENTS, usual.connections(), 1, MOST_CLIENTS);
        return new GatewayLimits(
                clients,
                number(Setting.CLIENTS_PER_ADDRESS, clients, 1, MOST_CLIENTS),
                number(Setting.OPENINGS, usual.openings(), 1, MOST_CLIENTS),
                number(Setting.HEAD, usual.headBytes() >> 10, 1, MOST_KIBIBYTES) << 10,
                seconds(Setting.HANDSHAKE, usual.handshake(), HOUR),
                seconds(Setting.IDLE, usual.idle(), WEEK),
                seconds(Setting.BIND, usual.bind(), HOUR));
    }

    private Duration seconds(Setting setting, Duration usual, Duration most)
            throws SettingsException {
        return Duration.ofSeconds(
                number(setting, (int) usual.toSeconds(), 1, (int) most.toSeconds()));
    }

    private OnReload onReload() throws SettingsException {
        SettingsFile.Value value = values.get(Setting.ON_RELOAD);
        String label = value == null ? "drop-changed" : value.text();
        return switch (label) {
            case "keep" -> OnReload.KEEP;
            case "drop-changed" -> OnReload.DROP_CHANGED;
            case "drop-all" -> OnReload.DROP_ALL;
            default ->
                    throw new SettingsException(
                            (value == null ? "" : value.place() + ": ")
                                    + "on-reload is keep, drop-changed or drop-all, and not '"
                                    + label
                                    + "'");
        };
    }

    private String required(Setting setting) throws SettingsException {
        SettingsFile.Value value = values.get(setting);
        if (value == null) {
            throw new SettingsException(
                    "an address that others can reach needs " + setting.fullName());
        }
        return value.text();
    }

    private Optional<SourceAddress> source() throws SettingsException {
        SettingsFile.Value value = values.get(Setting.POLICY);
        if (value == null || !SourceAddress.isSource(value.text())) {
            return Optional.empty();
        }
        try {
            return Optional.of(SourceAddress.parse(value.text()));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(value.place() + ": " + e.getMessage());
        }
    }

    private Optional<Path> path(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(value -> Path.of(value.text()));
    }

    private boolean yes(Setting setting) throws SettingsException {
        SettingsFile.Value value = values.get(setting);
        String text = value == null ? "no" : value.text();
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default ->
                    throw new SettingsException(
                            (value == null ? "" : value.place() + ": ")
                                    + setting.key()
                                    + " is yes or no, and not '"
                                    + text
                                    + "'");
        };
    }

    private int number(Setting setting, int usual, int least, int most) throws SettingsException {
        SettingsFile.Value value = values.get(setting);
        if (value == null) {
            return usual;
        }
        boolean isNumber = value.text().matches("[0-9]{1,9}");
        int number = isNumber ? Integer.parseInt(value.text()) : -1;
        if (number < least || number > most) {
            throw new SettingsException(
                    value.place()
                            + ": "
                            + setting.key()
                            + " is a number from "
                            + least
                            + " to "
                            + most
                            + ", and not '"
                            + value.text()
                            + "'");
        }
        return number;
    }
}
