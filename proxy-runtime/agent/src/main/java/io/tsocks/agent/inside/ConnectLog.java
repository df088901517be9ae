package io.tsocks.agent.inside;

import io.tsocks.client.ConnectListener;
import io.tsocks.client.ConnectReport;
import io.tsocks.engine.Action;
import io.tsocks.engine.Decision;
import io.tsocks.net.FileTrouble;
import io.tsocks.net.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tells of connects: a line of JSON for each, and a report at the end, both only if they are asked
/// for.
///
/// Thread-safe.
final class ConnectLog implements ConnectListener {

    /// The most different lines of the report that are kept.
    private static final int MOST_LINES = 10_000;

    private static final ConnectLog NONE = new ConnectLog(null, false);

    private final @Nullable OutputStream lines;
    private final boolean counts;

    // Guarded by this.
    private final Map<String, Integer> report = new TreeMap<>();

    private ConnectLog(@Nullable OutputStream lines, boolean counts) {
        this.lines = lines;
        this.counts = counts;
    }

    /// Opens what the options ask for.
    ///
    /// @throws BadAgentOptionException if a file cannot be written
    static ConnectLog open(AgentOptions options) throws BadAgentOptionException {
        if (options.log() == null && !options.audit()) {
            return NONE;
        }
        ConnectLog log =
                new ConnectLog(
                        options.log() == null ? null : file("log", options.log()), options.audit());
        if (options.audit()) {
            OutputStream to =
                    options.auditFile() == null ? null : file("audit", options.auditFile());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> log.print(to), "tsocks-audit"));
        }
        return log;
    }

    private static OutputStream file(String option, String name) throws BadAgentOptionException {
        try {
            return Files.newOutputStream(
                    Path.of(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BadAgentOptionException(option + "=" + name + ": " + FileTrouble.reason(e));
        } catch (InvalidPathException e) {
            throw new BadAgentOptionException(option + "=" + name + ": " + e.getReason());
        }
    }

    private boolean isNeeded() {
        return lines != null || counts;
    }

    /// A connect is left to the JDK, because it goes directly.
    void direct(InetSocketAddress to, Decision decision) {
        if (isNeeded()) {
            tell("direct", to.getAddress().getHostAddress() + ":" + to.getPort(), decision, "", 0);
        }
    }

    @Override
    public void ended(ConnectReport report) {
        if (!isNeeded()) {
            return;
        }
        String outcome =
                switch (report.decision().action()) {
                    case Action.Refused ignored -> "denied";
                    case Action.Via ignored -> report.isConnected() ? "proxied" : "failed";
                    case Action.Direct ignored -> report.isConnected() ? "direct" : "failed";
                };
        IOException error = report.error();
        tell(
                outcome,
                report.asked().toString(),
                report.decision(),
                error == null ? "" : String.valueOf(error.getMessage()),
                report.total().toMillis());
    }

    private synchronized void tell(
            String outcome, String destination, Decision decision, String message, long millis) {
        if (counts) {
            count(outcome + " " + destination + " (" + decision.rule().describe() + ")");
        }
        if (lines != null) {
            write(
                    lines,
                    "{\"time\":"
                            + quoted(Instant.now().toString())
                            + ",\"outcome\":"
                            + quoted(outcome)
                            + ",\"destination\":"
                            + quoted(destination)
                            + ",\"route\":"
                            + quoted(decision.action().toString())
                            + ",\"rule\":"
                            + quoted(decision.rule().describe())
                            + (message.isEmpty() ? "" : ",\"message\":" + quoted(message))
                            + ",\"millis\":"
                            + millis
                            + "}\n");
        }
    }

    private void count(String line) {
        if (report.size() < MOST_LINES || report.containsKey(line)) {
            report.merge(line, 1, Integer::sum);
        }
    }

    private static String quoted(String text) {
        return '"' + Printable.json(text) + '"';
    }

    /// A full disk must not end the program's connects.
    private static void write(OutputStream to, String text) {
        try {
            to.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The next line may succeed.
        }
    }

    private synchronized void print(@Nullable OutputStream to) {
        StringBuilder text = new StringBuilder("tsocks audit:\n");
        report.forEach(
                (line, times) ->
                        text.append("  ")
                                .append(times)
                                .append(" x ")
                                .append(Printable.of(line))
                                .append('\n'));
        if (to == null) {
            System.err.print(text);
        } else {
            write(to, text.toString());
        }
    }
}
