package io.tsocks.validator;

import io.tsocks.lint.Catalog;
import io.tsocks.lint.PageText;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-validate explain`: the pages of rules.
final class ExplainCommand implements Command {

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String[].class)
                        .arity("0..*")
                        .paramLabel("ID")
                        .description("A rule, such as TS301.")
                        .build());
        spec.usageMessage()
                .header("Explain rules.", "")
                .customSynopsis("tsocks-validate explain ID...")
                .description(
                        "",
                        "Prints the pages of rules: what a rule finds, why it matters, and what"
                                + " to do.",
                        "");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context) throws UsageException {
        String[] ids = arguments.matchedPositionalValue(0, new String[0]);
        if (ids.length == 0) {
            throw new UsageException(
                    "explain takes the ids of rules, such as TS301: tsocks-validate rules lists"
                            + " them");
        }
        for (String id : ids) {
            Catalog.Entry entry =
                    Catalog.find(id)
                            .orElseThrow(
                                    () ->
                                            new UsageException(
                                                    "there is no rule "
                                                            + id
                                                            + ": tsocks-validate rules lists"
                                                            + " them"));
            context.out().print(PageText.plain(entry));
        }
        return ExitCode.CLEAN;
    }
}
