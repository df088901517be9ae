package io.tsocks.service;

import io.helidon.http.Method;
import io.tsocks.validator.Command;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.CommandRunner;
import io.tsocks.validator.ExitCode;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tsocksd status`: what the running service does.
final class StatusCommand implements Command {

    @Override
    public String name() {
        return "status";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(ServiceClient.option());
        spec.addOption(CommandRunner.flag("-j", "--json").description("Print JSON.").build());
        spec.usageMessage()
                .header("Show what the running service does.", "")
                .customSynopsis("tsocksd status [-j] [--api unix:PATH]")
                .footer(
                        "",
                        "Exit status: 0 the policy file is in force, or none is followed; 1"
                                + " something else is in force; 2 no service answers.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        ServiceClient client = ServiceClient.of(arguments, context);
        String type = arguments.hasMatchedOption("--json") ? "application/json" : "text/plain";
        var request = new ServiceClient.Request(Method.GET, "/v1/status", type);
        ServiceClient.Answer answer = client.send(request, new byte[0]);
        if (!answer.isGood()) {
            throw new UsageException(answer.detail());
        }
        context.out().print(answer.text());
        return answer.verdict().equals("rejected") || answer.verdict().equals("overridden")
                ? ExitCode.FINDINGS
                : ExitCode.CLEAN;
    }
}
