package io.tsocks.validator;

import io.tsocks.lint.Catalog;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tsocks-validate rules`: a line for each rule.
final class RulesCommand implements Command {

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.usageMessage()
                .header("List the rules.", "")
                .customSynopsis("tsocks-validate rules")
                .description("", "Lists the rules: id, severity and title, separated by tabs.", "");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context) {
        for (Catalog.Entry entry : Catalog.entries()) {
            context.out()
                    .print(
                            entry.kind().id()
                                    + "\t"
                                    + entry.kind().severity().label()
                                    + "\t"
                                    + entry.kind().title()
                                    + "\n");
        }
        return ExitCode.CLEAN;
    }
}
