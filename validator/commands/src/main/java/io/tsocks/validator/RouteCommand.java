package io.tsocks.validator;

import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.views.AnswerWriter;
import io.tsocks.views.Answers;
import io.tsocks.views.JsonAnswers;
import io.tsocks.views.LoadedConf;
import io.tsocks.views.TextAnswers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `tsocks-route`: the route of a connection to a destination.
final class RouteCommand implements Command {

    private final Resolver resolver;

    /// @param resolver is asked for the addresses of host names
    RouteCommand(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public List<Command> subcommands() {
        return Questions.commands(resolver);
    }

    @Override
    public String name() {
        return "tsocks-route";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(Options.file());
        spec.addOption(
                CommandRunner.flag("-e", "--explain")
                        .description(
                                "Show each rule that was asked, and why it did or did not match.")
                        .build());
        spec.addOption(
                CommandRunner.flag("-a", "--all-addresses")
                        .description(
                                "Answer for each address of a host name, not only for the first,"
                                        + " unless the name has a route without them.")
                        .build());
        spec.addOption(
                CommandRunner.flag("-j", "--json")
                        .description("Print one JSON object for each answer, on a line of its own.")
                        .build());
        ServerOptions.addTo(spec);
        InputOptions.addTo(spec, InputFile.POLICY);
        spec.addPositional(destinations());
        describe(spec.usageMessage());
        return spec;
    }

    private static PositionalParamSpec destinations() {
        return PositionalParamSpec.builder()
                .type(String[].class)
                .arity("0..*")
                .paramLabel("DESTINATION")
                .description(
                        "ADDRESS, HOST, ADDRESS:PORT, HOST:PORT or [IPV6]:PORT; or a network such"
                                + " as 10.0.0.0/8 or 10.0.0.0/8:80; - reads one per line from"
                                + " standard input.")
                .build();
    }

    private static void describe(UsageMessageSpec usage) {
        usage.customSynopsis(
                        "tsocks-route [-aej] [-f FILE] DESTINATION...",
                        "tsocks-route [-aej] -s URI [--direct NETWORK|NAME]... DESTINATION...",
                        "tsocks-route diff|find|test|map ...")
                .description(
                        "",
                        "Says where a connection would go: directly, via a SOCKS server, or"
                                + " nowhere. Connects to nothing, and resolves host names only"
                                + " if the answer depends on their address.",
                        "")
                .footer(
                        "",
                        "Examples:",
                        "  tsocks-route 10.1.2.3:80",
                        "  tsocks-route -f office.conf --explain intranet.example:443",
                        "  tsocks-route --json '[2001:db8::1]:80' 192.0.2.7",
                        "  cut -f1 hosts.tsv | tsocks-route -",
                        "",
                        "Exit status: 0 every destination has a route, 1 one is refused, 2 a"
                                + " destination or the configuration has an error.");
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        List<String> destinations = List.of(arguments.matchedPositionalValue(0, new String[0]));
        if (destinations.isEmpty()) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    "Missing required parameter: 'DESTINATION'");
        }
        ConfReader reader = reader(arguments, context);
        String name =
                arguments.hasMatchedOption("--file")
                        ? arguments.matchedOptionValue("--file", "")
                        : reader.defaultName();
        if (name.equals(ConfReader.STDIN) && destinations.contains(ConfReader.STDIN)) {
            throw new UsageException(
                    "the configuration and the destinations cannot both come from standard input");
        }
        if (destinations.contains(ConfReader.STDIN)
                && context.input() == CommandContext.Input.CLOSED) {
            throw new UsageException("cannot read standard input: it is closed");
        }
        LoadedConf conf = reader.read(name);
        if (conf.isForeign()) {
            new ConfReport(context.err(), context).print(conf);
            return ExitCode.UNUSABLE;
        }
        boolean all = arguments.hasMatchedOption("--all-addresses");
        boolean alone = destinations.size() == 1 && !destinations.contains(ConfReader.STDIN);
        AnswerWriter writer =
                arguments.hasMatchedOption("--json")
                        ? new JsonAnswers(context.out())
                        : new TextAnswers(context.out(), context.err(), alone, all);
        boolean explain = arguments.hasMatchedOption("--explain");
        Answers answers = new Answers(PolicyEngine.of(conf.policy()), resolver, explain, all);
        int exitCode = reportErrors(conf, context);
        return Math.max(exitCode, new AnswerRun(answers, writer, context).run(destinations));
    }

    private ConfReader reader(ParseResult arguments, CommandContext context) throws UsageException {
        ConfReader reader = new ConfReader(context, InputOptions.of(arguments, InputFile.POLICY));
        Optional<String> said = ServerOptions.text(arguments, context.environment(), resolver);
        if (said.isPresent() && arguments.hasMatchedOption("--file")) {
            throw new UsageException("-f names the policy, and so do -s and --env: give one");
        }
        return said.map(reader::withOptions).orElse(reader);
    }

    private static int reportErrors(LoadedConf conf, CommandContext context) {
        if (conf.errors().isEmpty()) {
            return ExitCode.CLEAN;
        }
        new ConfReport(context.err(), context).printProblems(conf, conf.errors());
        context.err()
                .println(
                        "tsocks-route: tsocks would not start with "
                                + conf.file().name()
                                + "; the answers come from the statements that could be read");
        return ExitCode.UNUSABLE;
    }
}
