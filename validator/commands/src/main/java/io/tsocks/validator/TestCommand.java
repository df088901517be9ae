package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import io.tsocks.views.ChartedConf;
import io.tsocks.views.Expectation;
import io.tsocks.views.ExpectationReader;
import io.tsocks.views.JunitTestReport;
import io.tsocks.views.RouteTests;
import io.tsocks.views.TestReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-route test`: whether destinations have the routes that a file expects, and how much of
/// the configuration the file covers.
final class TestCommand implements Command {

    private final Resolver resolver;

    /// @param resolver is asked for the addresses of host names
    TestCommand(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(Options.file());
        spec.addOption(
                OptionSpec.builder("--fail-under")
                        .type(double.class)
                        .paramLabel("PERCENT")
                        .description(
                                "Fail if fewer percent of the lines that can decide a route are"
                                        + " covered.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--junit")
                        .type(String.class)
                        .paramLabel("REPORT")
                        .description("Write a JUnit report, too.")
                        .build());
        spec.addOption(Options.json());
        spec.addOption(Options.resolve());
        InputOptions.addTo(spec, InputFile.POLICY);
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String.class)
                        .arity("1")
                        .paramLabel("EXPECTATIONS")
                        .description(
                                "A file with lines of DESTINATION, tab, and direct, refused,"
                                        + " via SERVER or resolved (a name whose address decides);"
                                        + " # starts a comment. In place of DESTINATION,"
                                        + " ADDRESSES [port PORTS] means all of them, as in find."
                                        + " Or a JSON array of objects with"
                                        + " destination, expect and comment. - is standard"
                                        + " input.")
                        .build());
        spec.usageMessage()
                .header("Check whether destinations have the expected routes.", "")
                .customSynopsis(
                        "tsocks-route test [-j] [--resolve] [-f FILE] [--fail-under PERCENT]"
                                + " [--junit REPORT] EXPECTATIONS")
                .description("", "Checks whether destinations have the expected routes.", "")
                .footer(
                        "",
                        "The answers of tsocks-route for several destinations are such a file:",
                        "  tsocks-route -f office.conf - < destinations > office.routes.tsv",
                        "  tsocks-route test -f office.conf --fail-under 90 office.routes.tsv",
                        "A line that is proved for every destination of a network, or refuted by"
                                + " one:",
                        "  10.0.0.0/8 port 1-1023 not direct",
                        "",
                        "Exit status: 0 all are as expected, 1 some are not or too few lines are"
                                + " covered, 2 a file or the usage is wrong.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        String name = arguments.matchedPositionalValue(0, "");
        if (name.isEmpty()) {
            throw new UsageException("test needs a file of expectations: EXPECTATIONS");
        }
        String file = Options.file(arguments, context);
        if (name.equals(ConfReader.STDIN) && file.equals(ConfReader.STDIN)) {
            throw new UsageException(
                    "the configuration and the expectations cannot both come from standard input");
        }
        double least = arguments.matchedOptionValue("--fail-under", 0.0);
        if (!(least >= 0 && least <= 100)) {
            throw new UsageException("--fail-under must be a percentage from 0 to 100");
        }
        ChartedConf conf =
                new ChartReader(
                                context,
                                Options.input(arguments),
                                Options.resolver(arguments, resolver))
                        .read(file);
        List<Expectation> expectations = expectations(name, Options.input(arguments), context);
        RouteTests.Outcome outcome = RouteTests.run(conf, expectations, resolver);
        TestReport report = new TestReport(conf, name, outcome, least);
        if (Options.json(arguments)) {
            report.writeJson(context.out());
        } else {
            report.print(context.out());
        }
        String junit = arguments.matchedOptionValue("--junit", "");
        if (!junit.isEmpty()) {
            OutputFile.write(junit, new JunitTestReport(report).text());
        }
        return report.passed() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    private static List<Expectation> expectations(
            String name, InputFile input, CommandContext context) throws UsageException {
        try {
            List<Expectation> expectations = read(name, input, context);
            if (expectations.isEmpty()) {
                throw new UsageException(name + " expects nothing");
            }
            return expectations;
        } catch (Expectation.MalformedException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static List<Expectation> read(String name, InputFile input, CommandContext context)
            throws UsageException, Expectation.MalformedException {
        boolean stdin = name.equals(ConfReader.STDIN);
        byte[] bytes = stdin ? input.readStdin(context) : input.read(name);
        return new ExpectationReader(stdin ? "<stdin>" : name)
                .read(new String(bytes, StandardCharsets.UTF_8));
    }
}
