package io.tsocks.launcher;

import io.tsocks.launcher.supervisor.Journal;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The journals of one run: the user and the log are told of connections at once, and the audit
/// reports at the command's end.
final class RunJournals {

    private final LaunchOptions options;
    private final Map<String, String> environment;
    private final PrintStream err;
    private final BackgroundJournal console;
    private final @Nullable JsonLog log;
    private final @Nullable BackgroundJournal logged;
    private final @Nullable Audit audit;
    private final PrintStream auditTo;

    /// Opens the files to write.
    ///
    /// @throws IOException if one of the files cannot be written
    RunJournals(LaunchOptions options, Map<String, String> environment, PrintStream err)
            throws IOException {
        this.options = options;
        this.environment = environment;
        this.err = err;
        auditTo = auditTo();
        audit = options.audit() ? new Audit() : null;
        console = new BackgroundJournal(console());
        log = options.log() == null ? null : JsonLog.open(options.log(), err);
        logged = log == null ? null : new BackgroundJournal(log);
    }

    /// All journals as one.
    Journal journal() {
        List<Journal> all = new ArrayList<>();
        all.add(console);
        if (logged != null) {
            all.add(logged);
        }
        if (audit != null) {
            all.add(audit);
        }
        return new Journals(all);
    }

    /// Reports the end of the command: writes the audit, and finishes a log on a descriptor that
    /// another process opened, because a reader may be waiting for the end of that log.
    void sayFarewell() throws IOException {
        console.close();
        if (log != null && log.isTheirs()) {
            close();
        }
        if (audit != null) {
            auditTo.print(audit.report());
            auditTo.flush();
            if (auditTo.checkError()) {
                err.println("tsocks: --audit: the report could not be written");
            }
        }
    }

    /// Closes the journals after the last process has ended.
    void close() throws IOException {
        if (log != null && logged != null) {
            logged.close();
            log.close();
        }
    }

    private Console console() throws IOException {
        int level = options.quiet() ? -1 : options.verbose() ? 1 : debugLevel();
        String file = environment.getOrDefault("TSOCKS_DEBUG_FILE", "");
        PrintStream to =
                file.isEmpty()
                        ? err
                        : new PrintStream(
                                new FileOutputStream(file, true), true, StandardCharsets.UTF_8);
        return new Console(to, level);
    }

    private int debugLevel() {
        try {
            return Integer.parseInt(environment.getOrDefault("TSOCKS_DEBUG", "0").strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private PrintStream auditTo() throws IOException {
        return options.auditFile() == null
                ? err
                : new PrintStream(Audit.file(options.auditFile()), false, StandardCharsets.UTF_8);
    }
}
