package io.tsocks.launcher.inspect;

import io.tsocks.launcher.inspect.Inspection.Latency;
import io.tsocks.net.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Servers side by side: a row for each question, and a column for each server.
final class ServerTable {

    /// What stands where a question does not concern a server, or was not asked.
    private static final String NOTHING = "-";

    private final List<Result> results;
    private final List<List<String>> rows = new ArrayList<>();

    private ServerTable(List<Result> results) {
        this.results = results;
    }

    /// The table, each line with a newline; empty if it is too wide.
    ///
    /// @param columns how wide it may be, in characters
    static Optional<String> of(List<Result> results, int columns) {
        ServerTable table = new ServerTable(results);
        table.fill();
        List<String> lines = table.lines();
        return lines.stream().allMatch(line -> line.length() <= columns)
                ? Optional.of(String.join("\n", lines) + "\n")
                : Optional.empty();
    }

    private void fill() {
        row("", results.stream().map(result -> result.request().place()).toList());
        row("", results.stream().map(ServerTable::kind).toList());
        row("TLS", tls -> tls.agreed().map(TlsFindings.Agreed::version).orElse("no"));
        row("  trusted", tls -> tls.failure().isEmpty() ? "yes" : "no");
        for (Ability ability : Ability.values()) {
            rowIfAny(
                    ability.label(),
                    inspection ->
                            Optional.ofNullable(inspection.findings().get(ability))
                                    .map(ServerTable::words));
        }
        latency("connection", Latency::connecting);
        latency("method reply", Latency::greeting);
        latency("CONNECT, step by step", Latency::request);
    }

    private static String kind(Result result) {
        return switch (result) {
            case Result.Unreachable _ -> "not reached";
            case Result.Answered(_, Inspection inspection) when inspection.isSocksServer() ->
                    "SOCKS server";
            case Result.Answered(_, Inspection inspection) when inspection.isProxy() ->
                    "HTTP proxy";
            case Result.Answered _ -> "no proxy";
        };
    }

    private static String words(Evidence evidence) {
        return evidence.isLoginRefused() ? Answers.LOGIN_REFUSED : evidence.support().words();
    }

    private void row(String label, Function<TlsFindings, String> words) {
        rowIfAny(label, inspection -> inspection.tls().map(words));
    }

    private void latency(String label, Function<Latency, @Nullable Duration> step) {
        rowIfAny(
                label,
                inspection ->
                        Optional.ofNullable(inspection.latency())
                                .map(latency -> millis(step.apply(latency))));
    }

    private static String millis(@Nullable Duration duration) {
        return duration == null ? NOTHING : Numbers.millis(duration) + " ms";
    }

    private void rowIfAny(String label, Function<Inspection, Optional<String>> cell) {
        List<Optional<String>> cells =
                results.stream()
                        .map(
                                result ->
                                        switch (result) {
                                            case Result.Answered(_, Inspection inspection) ->
                                                    cell.apply(inspection);
                                            case Result.Unreachable _ -> Optional.<String>empty();
                                        })
                        .toList();
        if (cells.stream().anyMatch(Optional::isPresent)) {
            row(label, cells.stream().map(each -> each.orElse(NOTHING)).toList());
        }
    }

    private void row(String label, List<String> cells) {
        List<String> row = new ArrayList<>();
        row.add(label);
        cells.forEach(cell -> row.add(Printable.of(cell)));
        rows.add(row);
    }

    private List<String> lines() {
        int[] widths =
                IntStream.rangeClosed(0, results.size())
                        .map(
                                column ->
                                        rows.stream()
                                                .mapToInt(row -> row.get(column).length())
                                                .max()
                                                .orElse(0))
                        .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(cell).repeat(' ', widths[i] - cell.length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
