package io.tsocks.validator;

import io.tsocks.grammar.ConfFile;
import io.tsocks.lint.Baseline;
import io.tsocks.lint.FixRounds;
import io.tsocks.lint.LintedFile;
import io.tsocks.lint.Linter;
import io.tsocks.lint.UnifiedDiff;
import io.tsocks.lint.model.Exposure;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.lint.report.Report;
import io.tsocks.lint.report.ReportOptions;
import io.tsocks.net.Printable;
import io.tsocks.views.LoadedConf;
import io.tsocks.views.PolicyPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lints some files once and writes the report.
final class LintRun {

    /// The most findings in a report: more than anybody reads, and fewer than code scanning
    /// services accept in a run.
    static final int MOST_LISTED = 10_000;

    private final ValidateOptions options;
    private final ConfReader reader;
    private final CommandContext context;
    private final Report report;
    private final List<LintedFile> all = new ArrayList<>();

    /// How many findings the report has room for.
    private int room = MOST_LISTED;

    private int unlisted;

    LintRun(ValidateOptions options, ConfReader reader, CommandContext context) {
        this.options = options;
        this.reader = reader;
        this.context = context;
        this.report =
                options.format()
                        .to(
                                context.out(),
                                new ReportOptions(
                                        context.colour(),
                                        options.quiet(),
                                        options.failOn(),
                                        CommandRunner.version()));
    }

    /// Lints the files. One that cannot be read does not stop the others.
    ///
    /// @return an [ExitCode]
    int of(List<String> names) throws IOException {
        int exitCode = ExitCode.CLEAN;
        boolean reporting = options.fixes() != ValidateOptions.Fixes.SHOW;
        if (reporting) {
            report.begin();
        }
        for (String name : names) {
            exitCode = Math.max(exitCode, look(name, reporting));
        }
        if (reporting) {
            report.end();
        }
        if (unlisted > 0) {
            say(
                    String.format(
                            Locale.ROOT,
                            "tsocks-validate: %,d findings are listed, and %,d more are not",
                            MOST_LISTED,
                            unlisted));
        }
        return Math.max(exitCode, writeBaseline());
    }

    private int writeBaseline() {
        if (options.newBaseline().isEmpty()) {
            return ExitCode.CLEAN;
        }
        Path file = options.newBaseline().get();
        try {
            writeBaseline(file);
            return ExitCode.CLEAN;
        } catch (UsageException e) {
            return complain(e);
        }
    }

    private void writeBaseline(Path file) throws UsageException {
        String text = Baseline.at(file).of(all);
        AtomicFile.write(file.toString(), text.getBytes(StandardCharsets.UTF_8));
        int known = all.stream().mapToInt(linted -> linted.findings().size()).sum();
        note(file + ": knows " + (known == 1 ? "1 finding" : known + " findings") + " now");
    }

    private int complain(UsageException e) {
        say("tsocks-validate: " + e.getMessage());
        return ExitCode.UNUSABLE;
    }

    private int look(String name, boolean reporting) throws IOException {
        ConfFile file;
        try {
            file = reader.parse(name, options.stdinName());
        } catch (UsageException e) {
            return unreadable(name, e, reporting);
        }
        Exposure open = reader.isFile(name) ? exposure(name) : Exposure.HIDDEN;
        var linter = new Linter(lintOptions(name)).without(options.baseline());
        Look look = new Look(name, file, options.unsafe() ? linter.exhaustive() : linter, open);
        return reporting ? report(look) : show(look);
    }

    private int unreadable(String name, UsageException why, boolean reporting) throws IOException {
        if (reporting) {
            String shown = name.equals(ConfReader.STDIN) ? options.stdinName() : name;
            report.unreadable(shown, String.valueOf(why.getMessage()));
        }
        return complain(why);
    }

    /// A file with its linter, which lints it several times if it is fixed.
    ///
    /// @param open the exposure of the file
    private record Look(String name, ConfFile file, Linter linter, Exposure open) {

        LintedFile lint() {
            return linter.lint(file, open);
        }

        /// @param linted the result of [#lint()]
        FixRounds fixed(LintedFile linted, boolean unsafe) {
            return FixRounds.of(linted, unsafe, linter.options(), text -> linter.lint(text, open));
        }
    }

    private int report(Look look) throws IOException {
        LintedFile linted = look.lint();
        int exitCode = ExitCode.CLEAN;
        if (options.fixes() == ValidateOptions.Fixes.APPLY) {
            try {
                linted = fix(look, linted);
            } catch (UsageException e) {
                exitCode = complain(e);
            }
        }
        remember(look, linted.file());
        list(linted.listing(room));
        saySuppressed(linted);
        sayUntried(linted);
        if (options.print()) {
            new PolicyPrinter(LoadedConf.of(linted.file()), context.out()).print();
        }
        return linted.hasAtLeast(options.failOn())
                ? Math.max(exitCode, ExitCode.FINDINGS)
                : exitCode;
    }

    private void list(LintedFile linted) throws IOException {
        report.add(linted);
        room -= linted.findings().size() - linted.unlisted();
        unlisted += linted.unlisted();
    }

    /// Adds a file's findings to a new baseline, which must also know those that an old one knows
    /// and those that are not listed.
    private void remember(Look look, ConfFile file) {
        if (options.newBaseline().isPresent()) {
            var linter = new Linter(look.linter().options()).exhaustive();
            all.add(linter.lint(file, look.open()));
        }
    }

    /// The options for a file, by the name that reports give it.
    private LintOptions lintOptions(String name) {
        if (reader.isFile(name)) {
            return options.lint(name);
        }
        boolean named = name.equals(ConfReader.STDIN) && !options.stdinName().startsWith("<");
        return named ? options.lint(options.stdinName()) : options.lint();
    }

    private void saySuppressed(LintedFile linted) {
        int errors = linted.suppressedErrors();
        if (errors > 0) {
            note(
                    linted.file().name()
                            + ": "
                            + (errors == 1 ? "1 error is" : errors + " errors are")
                            + " suppressed, and tsocks does not start with a file that has errors");
        }
    }

    /// Reports fixes that were not tried. `--quiet` does not suppress this, because the report
    /// looks as if there were no fixes.
    private void sayUntried(LintedFile linted) {
        int fixes = linted.untriedFixes();
        if (fixes > 0) {
            say(
                    String.format(
                            Locale.ROOT,
                            "%s: fixes of %,d findings are not offered, because the file has more"
                                    + " than %,d characters",
                            linted.file().name(),
                            fixes,
                            LintedFile.MOST_CHARACTERS_TO_FIX));
        }
    }

    /// Prints a message that `--quiet` suppresses.
    private void note(String sentence) {
        if (!options.quiet()) {
            say(sentence);
        }
    }

    private void say(String sentence) {
        context.err().println(Printable.of(sentence));
    }

    /// @throws UsageException if the file cannot be written; it is then unchanged
    private LintedFile fix(Look look, LintedFile linted) throws UsageException {
        FixRounds rounds = look.fixed(linted, options.unsafe());
        ConfFile fixed = rounds.linted().file();
        if (rounds.applied() > 0) {
            options.input().refuseToReplace(look.name(), look.file().bytes());
            AtomicFile.write(look.name(), fixed.bytes());
        }
        note(look.name() + ": " + applied(rounds) + " applied" + unfinished(rounds));
        return rounds.linted();
    }

    private static String applied(FixRounds rounds) {
        return rounds.applied() == 1 ? "1 fix" : rounds.applied() + " fixes";
    }

    private String unfinished(FixRounds rounds) {
        return rounds.isUnfinished(options.unsafe())
                ? "; fixes are left, so run the command again"
                : "";
    }

    private int show(Look look) {
        FixRounds rounds = look.fixed(look.lint(), options.unsafe());
        ConfFile file = look.file();
        UnifiedDiff diff = UnifiedDiff.between(file, rounds.linted().file());
        context.out().writeBytes(diff.bytes());
        if (diff.showsSecret()) {
            say(
                    file.name()
                            + ": the difference shows a line with a password, because a fix"
                            + " changes it");
        }
        sayUntried(rounds.linted());
        if (rounds.isUnfinished(options.unsafe())) {
            say(file.name() + ": this is not all" + unfinished(rounds));
        }
        remember(look, file);
        return diff.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    private static Exposure exposure(String name) {
        try {
            Path file = InputFile.path(name);
            if (!Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                return Exposure.HIDDEN;
            }
            return GitIndex.tracks(file) ? Exposure.CHECKED_OUT : Exposure.OPEN;
        } catch (UnsupportedOperationException | IOException _) {
            // nothing is known of permissions on a file system without them, or of a file that has
            // gone since it was read
            return Exposure.HIDDEN;
        }
    }
}
