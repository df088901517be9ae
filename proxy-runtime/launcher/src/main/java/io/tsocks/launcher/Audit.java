package io.tsocks.launcher;

import io.tsocks.launcher.supervisor.Journal;
import io.tsocks.net.FileTrouble;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts which destinations were reached and how, and reports that at the end.
final class Audit implements Journal {

    /// The most different lines that are kept; further ones are only counted.
    private static final int MOST_LINES = 10_000;

    private record Line(
            Outcome outcome,
            String protocol,
            String destination,
            @Nullable String server,
            String rule) {}

    private final Map<Line, Integer> counts = new HashMap<>();
    private final Map<Outcome, Integer> totals = new EnumMap<>(Outcome.class);

    @Override
    public void record(Event event) {
        totals.merge(event.outcome(), 1, Integer::sum);
        Line line =
                new Line(
                        event.outcome(),
                        event.protocol(),
                        event.destination(),
                        event.server(),
                        event.rule());
        if (counts.size() < MOST_LINES || counts.containsKey(line)) {
            counts.merge(line, 1, Integer::sum);
        }
    }

    /// Opens the file for the report at the start, so that the command does not run in vain if that
    /// fails. An old report is replaced. A file that the user opened, such as `/dev/stdout`, keeps
    /// what is in it.
    ///
    /// @param file the name of the file
    static OutputStream file(String file) throws IOException {
        try {
            Path path = Path.of(file);
            boolean isOpen = path.startsWith("/dev") || path.startsWith("/proc");
            return isOpen
                    ? Files.newOutputStream(path, StandardOpenOption.APPEND)
                    : Files.newOutputStream(path);
        } catch (IOException e) {
            throw new IOException("--audit=" + file + ": " + FileTrouble.reason(e), e);
        } catch (InvalidPathException e) {
            throw new IOException("--audit=" + file + ": " + e.getReason(), e);
        }
    }

    /// The totals, and a line for each destination.
    String report() {
        StringBuilder text = new StringBuilder("tsocks audit:");
        for (Outcome outcome : Outcome.values()) {
            text.append(outcome == Outcome.PROXIED ? " " : ", ")
                    .append(totals.getOrDefault(outcome, 0))
                    .append(' ')
                    .append(outcome.label());
        }
        text.append('\n');
        List<Map.Entry<Line, Integer>> lines =
                counts.entrySet().stream()
                        .sorted(
                                Comparator.comparing(
                                                (Map.Entry<Line, Integer> entry) ->
                                                        entry.getKey().outcome())
                                        .thenComparing(entry -> entry.getKey().destination())
                                        .thenComparing(entry -> entry.getKey().rule()))
                        .toList();
        for (Map.Entry<Line, Integer> entry : lines) {
            Line line = entry.getKey();
            text.append(
                            Printable.of(
                                    String.format(
                                            "  %-8s %5d  %s %s%s (%s)",
                                            line.outcome().label(),
                                            entry.getValue(),
                                            line.protocol(),
                                            line.destination(),
                                            line.server() == null ? "" : " via " + line.server(),
                                            line.rule())))
                    .append('\n');
        }
        return text.toString();
    }
}
