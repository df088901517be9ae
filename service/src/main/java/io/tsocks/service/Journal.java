package io.tsocks.service;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsocks.lint.output.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What the service writes about itself: a JSON object a line on standard error. What changes the
/// policy is also appended to the audit, a file of the state folder.
///
/// Thread-safe.
final class Journal {

    /// Kept, because a logger that nothing refers to loses its level.
    private static final Logger HTTP_SERVER = Logger.getLogger("io.helidon");

    private final PrintStream err;
    private final Path audit;
    private final Clock clock;

    /// @param audit the file of the audit; made at its first line
    Journal(PrintStream err, Path audit, Clock clock) {
        this.err = err;
        this.audit = audit;
        this.clock = clock;
    }

    /// How grave a line is.
    enum Level {
        /// All is well.
        INFO,
        /// A person should look.
        WARNING,
        /// Something does not work.
        ERROR
    }

    /// Writes a line.
    void write(Level level, String event, Map<String, String> fields) {
        emit(line(level, event, fields));
    }

    /// Writes a line about a change, also to the audit. If the audit cannot be written, the journal
    /// says so, and the change stays.
    void audit(String event, Map<String, String> fields) {
        String line = line(Level.INFO, event, fields);
        emit(line);
        try {
            append(line);
        } catch (IOException e) {
            write(
                    Level.ERROR,
                    "audit-failed",
                    Map.of("file", audit.toString(), "error", e.toString()));
        }
    }

    private synchronized void emit(String line) {
        err.print(line);
        err.flush();
    }

    private synchronized void append(String line) throws IOException {
        if (!Files.exists(audit)) {
            Files.createFile(
                    audit,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(audit, line, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
    }

    private String line(Level level, String event, Map<String, String> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.factory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("time", clock.instant().toString());
            json.writeStringField(
                    "level",
                    switch (level) {
                        case INFO -> "info";
                        case WARNING -> "warning";
                        case ERROR -> "error";
                    });
            json.writeStringField("event", event);
            for (Map.Entry<String, String> field : new TreeMap<>(fields).entrySet()) {
                if (!field.getValue().isEmpty()) {
                    json.writeStringField(field.getKey(), field.getValue());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new AssertionError("memory takes every character", e);
        }
        return text + "\n";
    }

    /// Has what libraries log written here, too, if it is at least a warning.
    void takeLogs() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new Bridge());
        HTTP_SERVER.setLevel(java.util.logging.Level.WARNING);
    }

    /// Writes log records.
    private final class Bridge extends Handler {

        @Override
        public void publish(LogRecord record) {
            int value = record.getLevel().intValue();
            if (value >= java.util.logging.Level.WARNING.intValue()) {
                write(
                        value >= java.util.logging.Level.SEVERE.intValue()
                                ? Level.ERROR
                                : Level.WARNING,
                        "log",
                        Map.of(
                                "logger",
                                String.valueOf(record.getLoggerName()),
                                "message",
                                message(record)));
            }
        }

        private static String message(LogRecord record) {
            Throwable thrown = record.getThrown();
            return record.getMessage() + (thrown == null ? "" : ": " + thrown);
        }

        @Override
        public void flush() {
            err.flush();
        }

        @Override
        public void close() {}
    }
}
