package io.tsocks.validator;

import io.tsocks.grammar.ConfFile;
import io.tsocks.validator.lint.Baseline;
import io.tsocks.validator.lint.FixRounds;
import io.tsocks.validator.lint.LintedFile;
import io.tsocks.validator.lint.Linter;
import io.tsocks.validator.lint.UnifiedDiff;
import io.tsocks.validator.report.Printable;
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
        this.report =
                options.format()
                        .to(
                                context.out(),
                                context.colour(),
                                options.failOn(),
                                CommandRunner.version());
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
        Path file = options.newBaseline().get();
        try {
            String text = Baseline.at(file).of(all);
            WholeFile.write(file.toString(), text.getBytes(StandardCharsets.UTF_8));
            return ExitCode.CLEAN;
        } catch (UsageException e) {
            return complain(e);
        }
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
            return complain(e);
        }
        boolean open = !name.equals(ConfReader.STDIN) && isReadableByOthers(name);
        var linter = new Linter(options.lint()).without(options.baseline());
        Look look = new Look(name, file, options.unsafe() ? linter.exhaustive() : linter, open);
        return reporting ? report(look) : show(look);
    }

    /// A file, and how to look at it, which takes several looks where it is fixed.
    ///
    /// @param open whether others can read the file
    private record Look(String name, ConfFile file, Linter linter, boolean open) {

        LintedFile lint() {
            return linter.lint(file, open);
        }

        FixRounds fixed(boolean unsafe) {
            return FixRounds.of(lint(), unsafe, text -> linter.lint(text, open));
        }
    }

    private int report(Look look) throws IOException {
        LintedFile linted = look.lint();
        int exitCode = ExitCode.CLEAN;
        if (options.fixes() == ValidateOptions.Fixes.APPLY) {
            try {
                linted = fix(look);
            } catch (UsageException e) {
                exitCode = complain(e);
            }
        }
        remember(linted.file(), look.open());
        report.add(linted);
        saySuppressed(linted);
        if (options.print()) {
            new PolicyPrinter(LoadedConf.of(linted.file()), context.out()).print();
        }
        return linted.hasAtLeast(options.failOn())
                ? Math.max(exitCode, ExitCode.FINDINGS)
                : exitCode;
    }

    /// For a new baseline, which is to know what an old one knows and what is not listed too.
    private void remember(ConfFile file, boolean open) {
        if (options.newBaseline().isPresent()) {
            all.add(new Linter(options.lint()).exhaustive().lint(file, open));
        }
    }

    private void saySuppressed(LintedFile linted) {
        int errors = linted.suppressedErrors();
        if (errors > 0) {
            say(
                    linted.file().name()
                            + ": "
                            + (errors == 1 ? "1 error is" : errors + " errors are")
                            + " suppressed, and tsocks does not start with a file that has errors");
        }
    }

    private void say(String sentence) {
        context.err().println(Printable.of(sentence));
    }

    /// @throws UsageException where the file cannot be written; it is then as it was
    private LintedFile fix(Look look) throws UsageException {
        FixRounds rounds = look.fixed(options.unsafe());
        ConfFile fixed = rounds.linted().file();
        if (rounds.applied() > 0) {
            options.input().refuseToReplace(look.name(), bytes(look.file()));
            WholeFile.write(look.name(), bytes(fixed));
        }
        say(
                look.name()
                        + ": "
                        + (rounds.applied() == 1 ? "1 fix" : rounds.applied() + " fixes")
                        + " applied"
                        + unfinished(rounds));
        return rounds.linted();
    }

    private static byte[] bytes(ConfFile file) {
        return file.text().getBytes(file.charset());
    }

    private String unfinished(FixRounds rounds) {
        return rounds.isUnfinished(options.unsafe())
                ? "; fixes are left, so run the command again"
                : "";
    }

    private int show(Look look) {
        FixRounds rounds = look.fixed(options.unsafe());
        ConfFile file = look.file();
        String diff = UnifiedDiff.of(file.name(), file.text(), rounds.linted().file().text());
        context.out().print(diff);
        if (UnifiedDiff.showsSecret(diff)) {
            say(
                    file.name()
                            + ": the difference shows a line with a password, because a fix"
                            + " changes it");
        }
        if (rounds.isUnfinished(options.unsafe())) {
            say(file.name() + ": this is not all" + unfinished(rounds));
        }
        remember(file, look.open());
        return diff.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    /// Git keeps no mode 600, so the mode of a checked out file says nothing about the machine that
    /// the file is for.
    private static boolean isInGitWorkTree(Path file) throws IOException {
        for (Path at = file.toRealPath().getParent(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReadableByOthers(String name) {
        try {
            Path file = InputFile.path(name);
            return !isInGitWorkTree(file)
                    && Files.getPosixFilePermissions(file)
                            .contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException | IOException _) {
            // a file system without permissions says nothing about them, nor does a file that has
            // gone since it was read
            return false;
        }
    }
}
