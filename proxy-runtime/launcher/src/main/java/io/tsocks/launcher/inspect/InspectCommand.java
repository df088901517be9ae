package io.tsocks.launcher.inspect;

import io.tsocks.client.tls.ServerTls;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.module.ModuleDescriptor;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Runs tsocks-inspect, from its arguments to its exit status.
///
/// @param environment gives TSOCKS_PASSWORD, SSL_CERT_FILE and COLUMNS
record InspectCommand(PrintStream out, PrintStream err, Map<String, String> environment) {

    static final int ANSWERED = 0;
    static final int NO_PROXY = 1;
    static final int UNUSABLE = 2;

    /// Runs the command.
    ///
    /// @return the exit status: [#ANSWERED], [#NO_PROXY] or [#UNUSABLE], of several servers the
    ///     highest
    int run(String... arguments) {
        CommandLine line = new CommandLine(InspectSpec.create());
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        try {
            ParseResult parsed = line.parseArgs(arguments);
            if (parsed.isUsageHelpRequested()) {
                line.usage(out, Ansi.OFF);
                return ANSWERED;
            }
            if (parsed.isVersionHelpRequested()) {
                out.println(InspectSpec.NAME + " " + version());
                return ANSWERED;
            }
            return inspect(InspectRequests.of(parsed, environment));
        } catch (ConfServers.UnusableException e) {
            err.print(e.problems());
            complain(String.valueOf(e.getMessage()));
            return UNUSABLE;
        } catch (ParameterException | IllegalArgumentException e) {
            complain(Objects.requireNonNullElse(e.getMessage(), "bad usage"));
            err.println("Try '" + InspectSpec.NAME + " --help'.");
            return UNUSABLE;
        }
    }

    /// One server after another, so that no two questions share the line and the times can be
    /// compared.
    private int inspect(InspectRequests requests) {
        ServerTls tls = tls();
        List<Result> results =
                requests.servers().stream().map(request -> inspect(request, tls)).toList();
        out.print(report(requests, results));
        results.stream()
                .map(Result::complaint)
                .filter(complaint -> !complaint.isEmpty())
                .forEach(this::complain);
        return results.stream().mapToInt(Result::status).max().orElse(UNUSABLE);
    }

    private static Result inspect(InspectRequest request, ServerTls tls) {
        InspectRequest.Subject subject = request.subject();
        if (subject.obstacle().isPresent()) {
            return new Result.Unreachable(
                    request, request.place() + " " + subject.obstacle().get());
        }
        try {
            Location location = Location.of(subject.place(), subject.address());
            return new Result.Answered(request, Inspector.inspect(request, location, tls));
        } catch (UnknownHostException e) {
            return new Result.Unreachable(
                    request, "no address known for " + subject.place().label());
        } catch (IOException e) {
            return new Result.Unreachable(
                    request, "cannot connect to " + request.place() + ": " + Contact.reason(e));
        }
    }

    private ServerTls tls() {
        return new ServerTls(
                Optional.ofNullable(environment.get("SSL_CERT_FILE"))
                        .filter(name -> !name.isEmpty()));
    }

    private String report(InspectRequests requests, List<Result> results) {
        return switch (requests.form()) {
            case TEXT ->
                    requests.isOne()
                            ? texts(results)
                            : ServerTable.of(results, TerminalWidth.of(environment))
                                    .orElseGet(() -> texts(results));
            case JSON ->
                    requests.isOne()
                            ? results.stream()
                                    .filter(result -> result.findings().isPresent())
                                    .map(JsonReport::of)
                                    .collect(Collectors.joining())
                            : JsonReport.of(results);
        };
    }

    /// One report below the other, of servers about which there is something to say.
    private static String texts(List<Result> results) {
        return results.stream()
                .flatMap(result -> result.findings().stream())
                .filter(inspection -> inspection.isProxy() || inspection.tls().isPresent())
                .map(TextReport::of)
                .collect(Collectors.joining("\n"));
    }

    private void complain(String message) {
        err.println(InspectSpec.NAME + ": " + Printable.of(message));
    }

    private static String version() {
        return Optional.ofNullable(InspectCommand.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("(built without a version)");
    }
}
