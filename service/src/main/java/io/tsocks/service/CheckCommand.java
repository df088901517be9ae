package io.tsocks.service;

import io.helidon.http.Method;
import io.tsocks.validator.Command;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.CommandRunner;
import io.tsocks.validator.ExitCode;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tsocksd check`: what a policy would change, and what speaks against it.
final class CheckCommand implements Command {

    @Override
    public String name() {
        return "check";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(ServiceClient.option());
        spec.addOption(CommandRunner.flag("-j", "--json").description("Print JSON.").build());
        spec.addPositional(PolicyArgument.spec());
        spec.usageMessage()
                .header("Show what a policy would change, and what speaks against it.", "")
                .customSynopsis("tsocksd check [-j] [--api unix:PATH] FILE")
                .footer(
                        "",
                        "Exit status: 0 it can be applied; 1 it has errors, does not give the"
                                + " expected routes, or opens direct access; 2 the usage is wrong,"
                                + " or no service answers.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        byte[] text = PolicyArgument.read(arguments, context);
        ServiceClient client = ServiceClient.of(arguments, context);
        ServiceClient.Answer answer =
                arguments.hasMatchedOption("--json")
                        ? check(client, text, "application/json")
                        : check(client, text);
        if (!answer.isGood()) {
            throw new UsageException(answer.detail());
        }
        context.out().print(answer.text());
        return answer.verdict().equals("applicable") ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    /// The check, for people.
    static ServiceClient.Answer check(ServiceClient client, byte[] text) throws IOException {
        return check(client, text, "text/plain");
    }

    private static ServiceClient.Answer check(ServiceClient client, byte[] text, String accept)
            throws IOException {
        var request =
                new ServiceClient.Request(
                        Method.POST,
                        "/v1/check",
                        Map.of(),
                        accept,
                        Map.of("Content-Type", "text/plain"));
        return client.send(request, text);
    }
}
