package io.tsocks.service;

import io.helidon.http.Method;
import io.tsocks.net.Printable;
import io.tsocks.service.store.FlatJson;
import io.tsocks.validator.Command;
import io.tsocks.validator.CommandContext;
import io.tsocks.validator.CommandRunner;
import io.tsocks.validator.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `tsocksd tail`: what happens, as it happens.
final class TailCommand implements Command {

    private static final String DATA = "data:";
    private static final Set<String> SHOWN_FIRST = Set.of("id", "when", "kind");

    @Override
    public String name() {
        return "tail";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name(name());
        spec.addOption(ServiceClient.option());
        spec.addOption(
                OptionSpec.builder("--kind")
                        .type(String.class)
                        .paramLabel("KINDS")
                        .description(
                                "Only events of these kinds, such as applied,rejected,decision.")
                        .build());
        spec.addOption(
                OptionSpec.builder("--destination")
                        .type(String.class)
                        .paramLabel("PART")
                        .description("Only decisions whose destination contains this.")
                        .build());
        spec.addOption(
                CommandRunner.flag("-j", "--json")
                        .description("Print one JSON object for each event.")
                        .build());
        spec.usageMessage()
                .header("Show what happens, as it happens.", "")
                .customSynopsis(
                        "tsocksd tail [-j] [--kind KINDS] [--destination PART] [--api unix:PATH]")
                .footer("", "Exit status: 2 no service answers, or it has ended.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, CommandContext context)
            throws UsageException, IOException {
        Map<String, String> query = new HashMap<>();
        for (String name : Set.of("kind", "destination")) {
            String value = arguments.matchedOptionValue("--" + name, "");
            if (!value.isEmpty()) {
                query.put(name, value);
            }
        }
        boolean isJson = arguments.hasMatchedOption("--json");
        var request =
                new ServiceClient.Request(
                        Method.GET, "/v1/events", query, "text/event-stream", Map.of());
        ServiceClient.of(arguments, context).follow(request, in -> print(in, isJson, context));
        throw new UsageException("the service has ended");
    }

    private static void print(InputStream in, boolean isJson, CommandContext context)
            throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                String data = line.substring(DATA.length()).strip();
                context.out().println(isJson ? data : words(FlatJson.read(data)));
                context.out().flush();
            }
        }
    }

    /// `2026-11-30T16:00:00Z applied revision=7-3f2a9c01b2d4 who=local`
    private static String words(FlatJson event) {
        Map<String, String> fields = event.fields();
        if (!fields.containsKey("kind")) {
            return fields.getOrDefault("count", "some") + " events were dropped";
        }
        StringBuilder words = new StringBuilder();
        words.append(fields.getOrDefault("when", "")).append(' ');
        words.append(fields.getOrDefault("kind", ""));
        new TreeMap<>(fields)
                .forEach(
                        (name, value) -> {
                            if (!SHOWN_FIRST.contains(name) && !value.isEmpty()) {
                                words.append(' ').append(name).append('=').append(value);
                            }
                        });
        return Printable.of(words.toString());
    }
}
