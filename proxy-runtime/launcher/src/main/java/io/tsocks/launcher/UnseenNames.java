package io.tsocks.launcher;

import io.tsocks.engine.Policy;
import io.tsocks.launcher.supervisor.Settings;
import java.util.Locale;
import java.util.Optional;

/// The warning that rules for names do not count, because tsocks does not learn for which name a
/// program has an address, or that no server takes names.
final class UnseenNames {

    private static final Optional<String> UNTAKEN =
            Optional.of(
                    "tsocks: the servers of the policy speak SOCKS 4, which has no host names, so"
                            + " names that do not go directly are refused; if the servers speak SOCKS"
                            + " 4a or 5, write socks4a:// or socks5://");

    private UnseenNames() {}

    /// The warning, in one line.
    ///
    /// @param dns how questions for names travel in the run
    /// @return empty if no rule is about names, or tsocks answers the questions for them and a
    ///     server takes them
    static Optional<String> warning(Settings.Dns dns, Policy policy) {
        return switch (dns) {
            case LOCAL, TCP -> policy.namesHosts() ? Optional.of(unseen(dns)) : Optional.empty();
            case REMOTE -> policy.hasServer() && !takesNames(policy) ? UNTAKEN : Optional.empty();
            case NAMED, DENY -> Optional.empty();
        };
    }

    /// Whether a server of the policy takes names.
    static boolean takesNames(Policy policy) {
        return policy.servers().anyMatch(server -> server.kind().carriesNames());
    }

    private static String unseen(Settings.Dns dns) {
        return "tsocks: with --dns="
                + dns.name().toLowerCase(Locale.ROOT)
                + " the lines of the policy about names do not count, because tsocks sees addresses"
                + " only; without --dns, or with --dns=remote, they count";
    }
}
