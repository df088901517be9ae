package io.tsocks.service;

import io.helidon.http.Method;
import io.tsocks.validator.Command;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.ExitCode;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tsocksd rollback`: goes back to an earlier revision.
final class RollbackCommand implements Command {

    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(ServiceClient.option());
        spec.addOption(ApplyCommand.why());
        spec.addOption(ApplyCommand.allowDirect());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .type(String.class)
                        .arity("1")
                        .paramLabel("NUMBER")
                        .description("The number of the revision whose text is put in force.")
                        .build());
        spec.usageMessage()
                .header("Go back to the text of an earlier revision, as a new one.", "")
                .customSynopsis(
                        "tsocksd rollback [--why TEXT] [--allow-direct] [--api unix:PATH] NUMBER")
                .footer(
                        "",
                        "Exit status: 0 it is in force; 1 it was refused, and what was in force"
                                + " still is; 2 the usage is wrong, or no service answers.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        ServiceClient client = ServiceClient.of(arguments, context);
        Map<String, String> query = new HashMap<>(ApplyCommand.query(arguments));
        query.put("to", arguments.matchedPositionalValue(0, ""));
        var request =
                new ServiceClient.Request(
                        Method.POST, "/v1/rollback", query, "application/json", Map.of());
        Optional<String> before = ApplyCommand.inForce(client);
        ServiceClient.Answer answer = client.send(request, new byte[0]);
        if (answer.isGood()) {
            return ApplyCommand.applied(before, answer, context);
        }
        context.err().println("tsocksd: refused: " + answer.detail());
        return ExitCode.FINDINGS;
    }
}
