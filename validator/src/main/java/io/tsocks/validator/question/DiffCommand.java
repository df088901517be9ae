package io.tsocks.validator.question;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.engine.SocksServer;
import io.tsocks.engine.analysis.Outcome;
import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.engine.analysis.Verdict;
import io.tsocks.engine.Resolver;
import io.tsocks.grammar.Printable;
import io.tsocks.validator.Command;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.ConfReader;
import io.tsocks.validator.ExitCode;
import io.tsocks.validator.InputFile;
import io.tsocks.validator.InputOptions;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-route diff`: every destination whose route differs between two configurations.
final class DiffCommand implements Command {

    private final Resolver resolver;

    /// @param resolver who is asked for the addresses of servers, with `--resolve`
    DiffCommand(Resolver resolver) {
        this.resolver = resolver;
    }

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(Options.json());
        spec.addOption(Options.resolve());
        InputOptions.addTo(spec, InputFile.POLICY);
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String[].class)
                        .arity("0..*")
                        .paramLabel("OLD NEW")
                        .hideParamSyntax(true)
                        .description("Two configurations; one of them may be - for standard input.")
                        .build());
        spec.usageMessage()
                .header("Show every destination whose route differs between two files.", "")
                .customSynopsis("tsocks-route diff [-j] [--resolve] OLD NEW")
                .description(
                        "",
                        "Shows every destination whose route changes from one configuration to the"
                                + " other, as networks and ports, with the lines responsible. How"
                                + " the files are written does not count, only what they mean.",
                        "")
                .footer(
                        "",
                        "Example:",
                        "  git show HEAD:tsocks.conf | tsocks-route diff - tsocks.conf",
                        "",
                        "Exit status: 0 every destination has the same route, 1 some have another,"
                                + " 2 a configuration is bad.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        List<String> names = List.of(arguments.matchedPositionalValue(0, new String[0]));
        if (names.size() != 2) {
            throw new UsageException(
                    "diff takes two configurations, OLD and NEW, and not " + names.size());
        }
        if (names.stream().allMatch(ConfReader.STDIN::equals)) {
            throw new UsageException("the two configurations cannot both come from standard input");
        }
        Optional<Resolver> asked = Options.resolver(arguments, resolver);
        ChartedConf old =
                ChartedConf.readExact(names.get(0), Options.input(arguments), asked, context);
        ChartedConf young =
                ChartedConf.readExact(names.get(1), Options.input(arguments), asked, context);
        PolicyDiff diff = PolicyDiff.between(old.chart(), young.chart());
        if (Options.json(arguments)) {
            writeJson(diff, old, young, context.out());
        } else {
            print(diff, old, young, context.out());
        }
        return diff.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    private static void print(
            PolicyDiff diff, ChartedConf old, ChartedConf young, PrintStream out) {
        if (diff.isEmpty()) {
            out.println(
                    Printable.of(old.name())
                            + " and "
                            + Printable.of(young.name())
                            + " route every destination alike");
        }
        boolean ip6Matters = old.speaksOfIp6() || young.speaksOfIp6();
        for (PolicyDiff.Change change : diff.changes()) {
            out.println(
                    Printable.of(summary(change))
                            + ": "
                            + Words.addresses(change.where(), ip6Matters));
            RegionText.print(change.where(), out);
            out.println("  old: " + because(change.before(), old));
            out.println("  new: " + because(change.after(), young));
            out.println("  for example " + change.before().example().destination() + ":");
            out.println("    old: " + example(change.before(), old));
            out.println("    new: " + example(change.after(), young));
            out.println();
        }
    }

    /// `direct -> via socks5://10.1.7.25:1080`
    static String summary(PolicyDiff.Change change) {
        String after = Words.outcome(change.after().outcome());
        return Words.outcome(change.before().outcome())
                + " -> "
                + after
                + (differInPasswordOnly(change) ? " with another password" : "");
    }

    private static boolean differInPasswordOnly(PolicyDiff.Change change) {
        return change.before().outcome() instanceof Outcome.Via(SocksServer before)
                && change.after().outcome() instanceof Outcome.Via(SocksServer after)
                && withoutPassword(before).equals(withoutPassword(after));
    }

    private static SocksServer withoutPassword(SocksServer server) {
        return new SocksServer(server.host(), server.port(), server.version(), server.user(), null);
    }

    private static String because(Verdict verdict, ChartedConf conf) {
        return Printable.of(conf.name() + ", " + conf.lines().of(verdict.owners()));
    }

    private static String example(Verdict verdict, ChartedConf conf) {
        return Printable.of(conf.lines().route(verdict.example()));
    }

    private static void writeJson(
            PolicyDiff diff, ChartedConf old, ChartedConf young, PrintStream out)
            throws IOException {
        JsonGenerator json = QuestionJson.to(out);
        json.writeStartObject();
        json.writeStringField("old", old.name());
        json.writeStringField("new", young.name());
        json.writeBooleanField("equal", diff.isEmpty());
        json.writeArrayFieldStart("changes");
        for (PolicyDiff.Change change : diff.changes()) {
            json.writeStartObject();
            json.writeStringField("summary", summary(change));
            if (differInPasswordOnly(change)) {
                json.writeBooleanField("passwordOnly", true);
            }
            writeVerdict(json, "before", change.before(), old.lines());
            writeVerdict(json, "after", change.after(), young.lines());
            QuestionJson.territory(json, change.where());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        QuestionJson.end(json);
    }

    private static void writeVerdict(JsonGenerator json, String name, Verdict verdict, Lines lines)
            throws IOException {
        json.writeObjectFieldStart(name);
        QuestionJson.verdict(json, verdict, lines);
        json.writeObjectFieldStart("example");
        QuestionJson.witness(json, verdict.example(), lines);
        json.writeStringField("text", lines.route(verdict.example()));
        json.writeEndObject();
        json.writeEndObject();
    }
}
