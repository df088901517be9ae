package io.tsocks.validator;

import io.tsocks.grammar.ConfFile;
import io.tsocks.validator.lint.Baseline;
import io.tsocks.validator.lint.FixRounds;
import io.tsocks.validator.lint.LintedFile;
import io.tsocks.validator.lint.Linter;
import io.tsocks.validator.lint.UnifiedDiff;
import io.tsocks.validator.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/// Looks at some files once and reports.
final class LintRun {

    private final ValidateOptions options;
    private final ConfReader reader;
    private final CommandContext context;
    private final Report report;
    private final List<LintedFile> all = new ArrayList<>();

    LintRun(ValidateOptions options, ConfReader reader, CommandContext context) {
        this.options = options;
        this.reader = reader;
        this.context = context;
        this.report = options.format().to(context.out(), context.colour(), CommandRunner.version());
    }

    /// Looks at the files. One that cannot be read does not keep the others from being looked at.
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
        return Math.max(exitCode, writeBaseline());
    }

    private int writeBaseline() {
        if (options.newBaseline().isEmpty()) {
            return ExitCode.CLEAN;
        }
        try {
            WholeFile.write(
                    options.newBaseline().get(), Baseline.of(all).getBytes(StandardCharsets.UTF_8));
            return ExitCode.CLEAN;
        } catch (UsageException e) {
            return complain(e);
        }
    }

    private int complain(UsageException e) {
        context.err().println("tsocks-validate: " + e.getMessage());
        return ExitCode.UNUSABLE;
    }

    private int look(String name, boolean reporting) throws IOException {
        ConfFile file;
        try {
            file = reader.parse(name, options.stdinName());
        } catch (UsageException e) {
            return complain(e);
        }
        var linter = new Linter(options.lint());
        boolean open = !name.equals(ConfReader.STDIN) && isReadableByOthers(Path.of(name));
        return reporting ? report(name, file, linter, open) : show(file, linter, open);
    }

    private int report(String name, ConfFile file, Linter linter, boolean open) throws IOException {
        LintedFile linted = options.baseline().without(linter.lint(file, open));
        int exitCode = ExitCode.CLEAN;
        if (options.fixes() == ValidateOptions.Fixes.APPLY) {
            try {
                linted = fix(name, linted, linter, open);
            } catch (UsageException e) {
                exitCode = complain(e);
            }
        }
        all.add(linted);
        report.add(linted);
        if (options.print()) {
            new PolicyPrinter(LoadedConf.of(linted.file()), context.out()).print();
        }
        return linted.hasAtLeast(options.failOn())
                ? Math.max(exitCode, ExitCode.FINDINGS)
                : exitCode;
    }

    /// @throws UsageException where the file cannot be written; it is then as it was

    private LintedFile fix(String name, LintedFile linted, Linter linter, boolean open)
            throws UsageException {
        FixRounds rounds = fixed(linted, linter, open);
        if (rounds.applied() > 0) {
            WholeFile.write(name, rounds.linted().file().text().getBytes(linted.file().charset()));
        }
        context.err()
                .println(
                        name
                                + ": "
                                + (rounds.applied() == 1 ? "1 fix" : rounds.applied() + " fixes")
                                + " applied");
        return rounds.linted();
    }

    private int show(ConfFile file, Linter linter, boolean open) {
        LintedFile linted = options.baseline().without(linter.lint(file, open));
        String text = fixed(linted, linter, open).linted().file().text();
        String diff = UnifiedDiff.of(file.name(), file.text(), text);
        context.out().print(diff);
        if (UnifiedDiff.showsSecret(diff)) {
            context.err()
                    .println(
                            file.name()
                                    + ": the difference shows a line with a password, because a"
                                    + " fix changes it");
        }
        return diff.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    private FixRounds fixed(LintedFile linted, Linter linter, boolean open) {
        return FixRounds.of(
                linted,
                options.unsafe(),
                file -> options.baseline().without(linter.lint(file, open)));
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException | IOException _) {
            // a file system without permissions says nothing about them, nor does a file that has
            // gone since it was read
            return false;
        }
    }
}
