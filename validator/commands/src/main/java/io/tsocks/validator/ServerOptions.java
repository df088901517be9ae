package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import io.tsocks.engine.options.BadOptionException;
import io.tsocks.engine.options.PolicyOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options that say a policy in place of a file, as `tsocks` has them.
final class ServerOptions {

    private ServerOptions() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(
                list(
                        OptionSpec.builder("-s", "--server"),
                        "URI",
                        "In place of a file: everything goes through this server,"
                                + " socks5://[USER@]HOST[:PORT] or the like. Each further one"
                                + " stands in for those before it."));
        spec.addOption(
                list(
                        OptionSpec.builder("--direct"),
                        "NETWORK|NAME",
                        "With -s: this is reached without the server."));
        spec.addOption(
                CommandRunner.flag("--env")
                        .description(
                                "In place of a file: the server of all_proxy, and the exceptions"
                                        + " of no_proxy.")
                        .build());
    }

    private static OptionSpec list(OptionSpec.Builder option, String label, String description) {
        return option.type(String[].class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    /// The policy that they say; empty if none of them is given.
    ///
    /// @throws UsageException if they say none
    static Optional<String> text(
            ParseResult arguments, Map<String, String> environment, Resolver resolver)
            throws UsageException {
        List<String> servers = values(arguments, "--server");
        boolean variables = arguments.hasMatchedOption("--env");
        if (variables && !servers.isEmpty()) {
            throw new UsageException("-s and --env both name a server: give one");
        }
        try {
            PolicyOptions options =
                    PolicyOptions.of(
                            servers,
                            values(arguments, "--direct"),
                            variables ? Optional.of(environment) : Optional.empty());
            return options.isEmpty() ? Optional.empty() : Optional.of(options.text(resolver));
        } catch (BadOptionException e) {
            throw new UsageException(e.text());
        }
    }

    private static List<String> values(ParseResult arguments, String option) {
        return List.of(arguments.matchedOptionValue(option, new String[0]));
    }
}
