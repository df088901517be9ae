package io.tsocks.service;

import io.helidon.http.Method;
import io.tsocks.service.store.FlatJson;
import io.tsocks.validator.Command;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.CommandRunner;
import io.tsocks.validator.ExitCode;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `tsocksd apply`: puts a policy in force.
final class ApplyCommand implements Command {

    private static final int INVALID = 422;
    private static final int GUARDED = 409;

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(ServiceClient.option());
        spec.addOption(why());
        spec.addOption(allowDirect());
        spec.addOption(
                OptionSpec.builder("--if")
                        .type(String.class)
                        .paramLabel("REVISION")
                        .description(
                                "Only if this revision is in force, such as 7-3f2a9c01b2d4; the"
                                        + " default is the one that is in force when the command"
                                        + " starts.")
                        .build());
        spec.addPositional(PolicyArgument.spec());
        spec.usageMessage()
                .header("Put a policy in force.", "")
                .customSynopsis(
                        "tsocksd apply [--why TEXT] [--if REVISION] [--allow-direct]"
                                + " [--api unix:PATH] FILE")
                .footer(
                        "",
                        "Exit status: 0 it is in force; 1 it was refused, and what was in force"
                                + " still is; 2 the usage is wrong, or no service answers.");
        return spec;
    }

    /// The option for the reason.
    static OptionSpec why() {
        return OptionSpec.builder("--why")
                .type(String.class)
                .paramLabel("TEXT")
                .description("The reason, for those who read the revisions.")
                .build();
    }

    /// The option that opens the guard.
    static OptionSpec allowDirect() {
        return CommandRunner.flag("--allow-direct")
                .description("Also if it opens direct access to any destination.")
                .build();
    }

    /// The parameters that these options mean.
    static Map<String, String> query(ParseResult arguments) {
        Map<String, String> query = new HashMap<>();
        String why = arguments.matchedOptionValue("--why", "");
        if (!why.isEmpty()) {
            query.put("why", why);
        }
        if (arguments.hasMatchedOption("--allow-direct")) {
            query.put("allow-direct", "true");
        }
        return query;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        byte[] text = PolicyArgument.read(arguments, context);
        ServiceClient client = ServiceClient.of(arguments, context);
        Optional<String> before = inForce(client);
        Optional<String> expected =
                Optional.ofNullable(arguments.matchedOptionValue("--if", (String) null))
                        .or(() -> before);
        Map<String, String> condition =
                expected.map(revision -> Map.of("If-Match", '"' + revision + '"'))
                        .orElse(Map.of("If-None-Match", "*"));
        var request =
                new ServiceClient.Request(
                        Method.PUT,
                        "/v1/policy",
                        query(arguments),
                        "application/json",
                        with(condition, "Content-Type", "text/plain"));
        ServiceClient.Answer answer = client.send(request, text);
        return answer.isGood()
                ? applied(before, answer, context)
                : refused(client, answer, text, context);
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> more = new HashMap<>(map);
        more.put(name, value);
        return more;
    }

    /// The revision that is in force; empty if none is.
    static Optional<String> inForce(ServiceClient client) throws IOException, UsageException {
        var request = new ServiceClient.Request(Method.GET, "/v1/revisions", "application/json");
        ServiceClient.Answer answer = client.send(request, new byte[0]);
        if (!answer.isGood()) {
            throw new UsageException(answer.detail());
        }
        return Optional.ofNullable(FlatJson.read(answer.text()).fields().get("active"));
    }

    /// Says which revision is in force now, and which one was.
    static int applied(
            Optional<String> before, ServiceClient.Answer answer, CommandContext context) {
        String now = answer.revision();
        String place =
                before.map(old -> old.equals(now) ? ", as before" : ", in place of " + old)
                        .orElse("");
        context.out().println("in force: revision " + now + place);
        return ExitCode.CLEAN;
    }

    private static int refused(
            ServiceClient client, ServiceClient.Answer answer, byte[] text, CommandContext context)
            throws IOException {
        if (answer.status() == INVALID) {
            context.out().print(CheckCommand.check(client, text).text());
        } else if (answer.status() == GUARDED) {
            var request =
                    new ServiceClient.Request(
                            Method.POST,
                            "/v1/diff",
                            Map.of(),
                            "text/plain",
                            Map.of("Content-Type", "text/plain"));
            context.out().print(client.send(request, text).text());
        }
        context.err().println("tsocksd: refused: " + answer.detail());
        return ExitCode.FINDINGS;
    }
}
