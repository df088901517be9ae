package io.tsocks.launcher;

import io.tsocks.engine.Policy;
import io.tsocks.launcher.supervisor.Settings;
import java.util.Locale;
import java.util.Optional;

/// The warning that rules for names do not count, because tsocks does not learn for which name a
/// program has an address.
final class UnseenNames {

    private UnseenNames() {}

    /// The warning, in one line.
    ///
    /// @param dns how questions for names travel in the run
    /// @return empty if no rule is about names, or tsocks answers the questions for them
    static Optional<String> warning(Settings.Dns dns, Policy policy) {
        boolean isUnseen =
                switch (dns) {
                    case LOCAL, TCP -> policy.namesHosts();
                    case NAMED, REMOTE, DENY -> false;
                };
        return isUnseen ? Optional.of(text(dns)) : Optional.empty();
    }

    private static String text(Settings.Dns dns) {
        return "tsocks: with --dns="
                + dns.name().toLowerCase(Locale.ROOT)
                + " the lines of the policy about names do not count, because tsocks sees addresses"
                + " only; without --dns, or with --dns=remote, they count";
    }
}
