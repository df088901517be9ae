package io.tsocks.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tsocks.client.health.HealthEvent;
import io.tsocks.engine.ProxyServer;
import io.tsocks.launcher.supervisor.Journal;
import io.tsocks.linux.DescriptorStream;
import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;

/// Writes a line of JSON for each event.
final class JsonLog implements Journal, AutoCloseable {

    private final OutputStream out;
    private final String where;
    private final PrintStream complaints;
    private boolean complained;

    private JsonLog(OutputStream out, String where, PrintStream complaints) {
        this.out = out;
        this.where = where;
        this.complaints = complaints;
    }

    /// Opens a log to append to.
    ///
    /// @param where the name of a file, or the number of an open descriptor
    /// @param complaints is told once if the log cannot be written
    static JsonLog open(String where, PrintStream complaints) throws IOException {
        boolean isNumber = !where.isEmpty() && where.chars().allMatch(Character::isDigit);
        try {
            OutputStream out =
                    isNumber
                            ? DescriptorStream.of(Integer.parseInt(where))
                            : Files.newOutputStream(
                                    Path.of(where),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.APPEND);
            return new JsonLog(out, where, complaints);
        } catch (NumberFormatException e) {
            throw new IOException("--log=" + where + ": no such open descriptor", e);
        } catch (IOException e) {
            String reason = isNumber ? e.getMessage() : FileTrouble.reason(e);
            throw new IOException("--log=" + where + ": " + reason, e);
        } catch (InvalidPathException e) {
            throw new IOException("--log=" + where + ": " + e.getReason(), e);
        }
    }

    @Override
    public void record(Event event) {
        write(json(event));
    }

    private static JsonObject json(Event event) {
        return new JsonObject()
                .text("time", Instant.now().toString())
                .text("outcome", event.outcome().label())
                .text("protocol", event.protocol())
                .text("destination", event.destination())
                .textIfAny("server", event.server())
                .text("rule", event.rule())
                .text("program", event.program())
                .number("thread", event.thread())
                .number("errno", event.errno())
                .textIfAny("message", event.message())
                .number("millis", event.millis());
    }

    @Override
    public void health(HealthEvent<ProxyServer> event) {
        JsonObject line =
                new JsonObject().text("time", Instant.now().toString()).text("outcome", "server");
        write(
                switch (event) {
                    case HealthEvent.Opened<ProxyServer>(
                                    var server,
                                    var why,
                                    int failures,
                                    var in) ->
                            line.text("change", "opened")
                                    .text("server", server.uri())
                                    .text("failure", why.name().toLowerCase(Locale.ROOT))
                                    .number("failures", failures)
                                    .number("retry_millis", in.toMillis());
                    case HealthEvent.HalfOpen<ProxyServer>(var server) ->
                            line.text("change", "half-open").text("server", server.uri());
                    case HealthEvent.Closed<ProxyServer>(var server) ->
                            line.text("change", "closed").text("server", server.uri());
                    case HealthEvent.Switched<ProxyServer>(_, var from, var to) ->
                            line.text("change", "switched")
                                    .text("server", to.uri())
                                    .text("from", from.uri());
                });
    }

    @Override
    public void lost(long events) {
        write(
                new JsonObject()
                        .text("time", Instant.now().toString())
                        .text("outcome", "lost")
                        .number("events", events));
        complain(events + " events are missing from it because they were not read in time");
    }

    /// Writes a line. A log that can no longer be written must not stop the program that is logged.
    private void write(JsonObject line) {
        try {
            out.write((line + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            complain(FileTrouble.reason(e) + "; the log is not complete");
        }
    }

    private void complain(String what) {
        if (!complained) {
            complained = true;
            complaints.println("tsocks: --log=" + where + ": " + what);
        }
    }

    /// Whether the log goes to a descriptor that another process has opened.
    boolean isTheirs() {
        return out instanceof DescriptorStream;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
