package io.tsocks.agent.inside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The options after `-javaagent:tsocks-agent.jar=`: the name of a tsocks.conf, or `key=value`
/// pairs with commas between them.
///
/// @param file the tsocks.conf; null if it is the default one, or servers are given
/// @param servers each `server`, the preferred one first
/// @param direct each `direct`
/// @param audit whether to report at the end which destinations were reached and how
/// @param auditFile the file for that; null for standard error
/// @param log the file for a line of JSON for each connect; null if there is none
/// @param deniesDatagrams whether datagrams are refused that do not go directly
record AgentOptions(
        @Nullable String file,
        List<String> servers,
        List<String> direct,
        boolean audit,
        @Nullable String auditFile,
        @Nullable String log,
        boolean deniesDatagrams,
        NameLookups.Mode names) {

    AgentOptions {
        servers = List.copyOf(servers);
        direct = List.copyOf(direct);
    }

    private static final List<String> KEYS =
            List.of("conf", "server", "direct", "audit", "log", "udp", "dns");

    /// Reads the options.
    ///
    /// @param text empty if there are none
    /// @throws BadAgentOptionException if one of them is wrong
    static AgentOptions parse(String text) throws BadAgentOptionException {
        Reading reading = new Reading();
        if (isFile(text)) {
            reading.file = text.isEmpty() ? null : text;
        } else {
            for (String option : text.split(",", -1)) {
                reading.take(option);
            }
        }
        return reading.result();
    }

    private static boolean isFile(String text) {
        String first = text.split("[,=]", 2)[0];
        return !KEYS.contains(first);
    }

    private static final class Reading {

        private @Nullable String file;
        private final List<String> servers = new ArrayList<>();
        private final List<String> direct = new ArrayList<>();
        private boolean audit;
        private @Nullable String auditFile;
        private @Nullable String log;
        private boolean deniesDatagrams = true;
        private NameLookups.Mode names = NameLookups.Mode.POLICY;

        private void take(String option) throws BadAgentOptionException {
            int equals = option.indexOf('=');
            String key = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            if (value.isEmpty() && KEYS.contains(key) && !key.equals("audit")) {
                throw new BadAgentOptionException("the option " + key + " needs a value");
            }
            switch (key) {
                case "conf" -> file = value;
                case "server" -> servers.add(value);
                case "direct" -> direct.add(value);
                case "audit" -> {
                    audit = true;
                    auditFile = value.isEmpty() ? null : value;
                }
                case "log" -> log = value;
                case "udp" -> deniesDatagrams = deniesDatagrams(value);
                case "dns" -> names = names(value);
                default ->
                        throw new BadAgentOptionException(
                                "there is no option "
                                        + key
                                        + "; the options are "
                                        + String.join(", ", KEYS));
            }
        }

        private static boolean deniesDatagrams(String value) throws BadAgentOptionException {
            return switch (value) {
                case "deny" -> true;
                case "direct" -> false;
                case "proxy" ->
                        throw new BadAgentOptionException(
                                "udp=proxy: the agent carries no datagrams through a server; the"
                                        + " launcher does (tsocks --udp=proxy java …)");
                default ->
                        throw new BadAgentOptionException(
                                "udp=" + value + ": write udp=deny or udp=direct");
            };
        }

        private static NameLookups.Mode names(String value) throws BadAgentOptionException {
            return switch (value) {
                case "policy", "local", "deny" ->
                        NameLookups.Mode.valueOf(value.toUpperCase(Locale.ROOT));
                default ->
                        throw new BadAgentOptionException(
                                "dns=" + value + ": write dns=policy, dns=local or dns=deny");
            };
        }

        private AgentOptions result() throws BadAgentOptionException {
            if (file != null && !servers.isEmpty()) {
                throw new BadAgentOptionException(
                        "conf names the policy, and so does server: give one of them");
            }
            if (servers.isEmpty() && !direct.isEmpty()) {
                throw new BadAgentOptionException("direct needs a server: give server=URI as well");
            }
            return new AgentOptions(
                    file, servers, direct, audit, auditFile, log, deniesDatagrams, names);
        }
    }
}
