package io.tsocks.service.settings;

import io.tsocks.gateway.GatewayLimits;
import io.tsocks.gateway.ListenAddress;
import io.tsocks.gateway.OnReload;
import io.tsocks.service.api.ApiConfig;
import io.tsocks.sources.SourceAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of a service.
///
/// @param policy the file that is followed; empty if only the API brings policies
/// @param source the place that the file mirrors; empty if the file is a person's own
/// @param state the folder of the revisions
/// @param expectations the file of the expected routes
/// @param guardsFile whether a new content of the policy file is refused if it opens direct access
/// @param keep how many revisions are kept
/// @param tokens the file of more tokens
/// @param clientRoles the file of what the subjects of client certificates may do
/// @param gateway what the gateway does; empty if there is none
public record Settings(
        Optional<Path> policy,
        Optional<SourceAddress> source,
        Path state,
        Optional<Path> expectations,
        boolean guardsFile,
        int keep,
        ApiConfig api,
        Optional<Path> tokens,
        Optional<Path> clientRoles,
        Optional<GatewaySettings> gateway) {

    /// The folder of the files that mirror sources.
    ///
    /// @param state the folder of the revisions
    public static Path mirrors(Path state) {
        return state.resolve("sources");
    }

    /// What the gateway does.
    ///
    /// @param listen its addresses
    /// @param users the file of who may use it; empty for everyone who reaches it
    public record GatewaySettings(
            List<ListenAddress> listen,
            Optional<Path> users,
            OnReload onReload,
            GatewayLimits limits) {
        public GatewaySettings {
            listen = List.copyOf(listen);
        }
    }

    /// The settings of a command line.
    ///
    /// @param config the configuration file; empty for none
    /// @param options what options say, which counts more than the file
    /// @param environment for the folder of the service manager
    /// @throws SettingsException if a setting is wrong or missing
    public static Settings of(
            Optional<Path> config, Options options, Map<String, String> environment)
            throws SettingsException {
        Map<Setting, SettingsFile.Value> values = new EnumMap<>(Setting.class);
        if (config.isPresent()) {
            values.putAll(SettingsFile.read(config.get()));
        }
        options.putInto(values);
        return new SettingsReader(values).settings(environment);
    }

    /// What options say.
    public record Options(
            Optional<String> policy,
            Optional<String> state,
            Optional<String> api,
            Optional<String> apiPort,
            Optional<String> listen) {

        private void putInto(Map<Setting, SettingsFile.Value> values) {
            put(values, Setting.POLICY, "--policy", policy);
            put(values, Setting.STATE, "--state", state);
            put(values, Setting.UNIX, "--api", api);
            put(values, Setting.PORT, "--api-port", apiPort);
            put(values, Setting.LISTEN, "--listen", listen);
        }

        private static void put(
                Map<Setting, SettingsFile.Value> values,
                Setting setting,
                String option,
                Optional<String> text) {
            text.ifPresent(value -> values.put(setting, new SettingsFile.Value(value, option)));
        }
    }
}
