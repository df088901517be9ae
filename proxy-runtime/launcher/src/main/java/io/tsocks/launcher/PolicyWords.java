package io.tsocks.launcher;

import io.tsocks.engine.options.BadOptionException;
import io.tsocks.engine.options.PolicyOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a command line says its policy.
///
/// @param file `-f`; null if it is not given
/// @param servers each `-s`
/// @param direct each `--direct`
/// @param environment whether all_proxy and no_proxy say the policy
/// @param via where ssh opens a server for the run; null if it does not
record PolicyWords(
        @Nullable String file,
        List<String> servers,
        List<String> direct,
        boolean environment,
        SshTunnel.@Nullable Target via) {

    PolicyWords {
        servers = List.copyOf(servers);
        direct = List.copyOf(direct);
    }

    /// Whether no file is read.
    boolean isWithoutFile() {
        return waysToAServer() > 0;
    }

    private int waysToAServer() {
        return (environment ? 1 : 0) + (servers.isEmpty() ? 0 : 1) + (via == null ? 0 : 1);
    }

    /// The same with a server in place of `--via`.
    PolicyWords through(String server) {
        return new PolicyWords(file, List.of(server), direct, environment, null);
    }

    /// The same, if the words fit together.
    PolicyWords checked() throws UsageException {
        if (file != null && (isWithoutFile() || !direct.isEmpty())) {
            throw new UsageException(
                    "-f names the policy, and so do -s, --direct, --env and --via: give one");
        }
        if (waysToAServer() > 1) {
            throw new UsageException("-s, --env and --via each name a server: give one");
        }
        if (!direct.isEmpty() && !isWithoutFile()) {
            throw new UsageException("--direct needs a server: give -s, --env or --via as well");
        }
        return this;
    }

    /// The options that the words give.
    ///
    /// @throws UsageException if one of them says nothing that a policy can
    PolicyOptions options(Map<String, String> variables) throws UsageException {
        try {
            return PolicyOptions.of(
                    servers, direct, environment ? Optional.of(variables) : Optional.empty());
        } catch (BadOptionException e) {
            throw new UsageException(e.text());
        }
    }
}
