package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import io.tsocks.grammar.Severity;
import io.tsocks.lint.Baseline;
import io.tsocks.lint.model.Dialect;
import io.tsocks.lint.model.LintOptions;
import io.tsocks.lint.report.Format;
import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The options of `tsocks-validate`.
///
/// @param lint the options for the linter, without what the settings ignore in single files
/// @param settings the settings of a file
/// @param input which files may be read
/// @param failOn the lowest severity of a finding that makes the command fail
/// @param stdinName the name of standard input in reports
/// @param fixes what to do about findings that have a fix
/// @param unsafe whether unsafe fixes count, too
/// @param answer where the report goes
/// @param quiet whether to print only findings and failures
/// @param newBaseline where to write a baseline of all findings, if anywhere
record ValidateOptions(
        LintOptions lint,
        LintSettings settings,
        InputFile input,
        Format format,
        Severity failOn,
        Baseline baseline,
        Optional<Path> newBaseline,
        String stdinName,
        Fixes fixes,
        boolean unsafe,
        boolean print,
        AnswerFile answer,
        boolean quiet,
        boolean watch) {

    /// What to do about findings that have a fix.
    enum Fixes {
        /// Mention them.
        NAME,
        /// Change the files.
        APPLY,
        /// Show what would change.
        SHOW
    }

    /// Adds the options to a command.
    static void addTo(CommandSpec spec) {
        spec.addOption(value("--format", "FORMAT", "Report as " + names(Format.values()) + "."));
        spec.addOption(AnswerFile.option());
        spec.addOption(
                CommandRunner.flag("-q", "--quiet")
                        .description(
                                "Print findings and failures only, without summaries and notes.")
                        .build());
        spec.addOption(
                value(
                        "--fail-on",
                        "SEVERITY",
                        "Exit with 1 if there is a finding of this severity or a higher one:"
                                + " error (the default), warning, info or style."));
        spec.addOption(flag("--strict", "The same as --fail-on warning."));
        spec.addOption(
                value(
                        "--select",
                        "IDS",
                        "Report these rules only: TS301, or TS3 for all ids that begin with it."));
        spec.addOption(value("--ignore", "IDS", "Do not report these rules."));
        spec.addOption(
                value(
                        "--settings",
                        "FILE",
                        "Read the settings of this file, by default of "
                                + LintSettings.STANDARD
                                + " in the working folder, if it exists."));
        spec.addOption(flag("--no-settings", "Read no settings."));
        spec.addOption(
                value(
                        "--dialect",
                        "DIALECT",
                        "extended (the default), or tsocks-1.8, which makes an error of"
                                + " everything that tsocks 1.8 does not understand."));
        spec.addOption(flag("--resolve", "Look up the names of servers."));
        spec.addOption(value("--baseline", "FILE", "Do not report the findings of this baseline."));
        spec.addOption(value("--write-baseline", "FILE", "Write a baseline of all findings."));
        spec.addOption(value("--stdin-filename", "NAME", "The name of standard input in reports."));
        spec.addOption(flag("--fix", "Apply the safe fixes to the files."));
        spec.addOption(flag("--unsafe-fixes", "Apply the unsafe fixes, too; implies --fix."));
        spec.addOption(flag("--diff", "Show the changes of fixes, and change nothing."));
        spec.addOption(flag("--watch", "Check again whenever a file changes, until interrupted."));
        ServerOptions.addTo(spec);
        InputOptions.addTo(spec, InputFile.STANDARD);
        spec.addOption(
                CommandRunner.flag("-p", "--print")
                        .description(
                                "Show the policy as tsocks understands it. Passwords are hidden.")
                        .build());
    }

    private static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return CommandRunner.flag(name).description(description).build();
    }

    /// Reads the options from the arguments.
    static ValidateOptions of(ParseResult arguments) throws UsageException {
        boolean unsafe = arguments.hasMatchedOption("--unsafe-fixes");
        boolean apply = unsafe || arguments.hasMatchedOption("--fix");
        Fixes fixes = apply ? Fixes.APPLY : Fixes.NAME;
        refuseMixture(arguments);
        InputFile input = InputOptions.of(arguments, InputFile.STANDARD);
        LintSettings settings = settings(arguments, input);
        return new ValidateOptions(
                lint(arguments, settings),
                settings,
                input,
                format(arguments),
                failOn(arguments, settings),
                baseline(arguments),
                newBaseline(arguments),
                text(arguments, "--stdin-filename").orElse("<stdin>"),
                arguments.hasMatchedOption("--diff") ? Fixes.SHOW : fixes,
                unsafe,
                arguments.hasMatchedOption("--print"),
                AnswerFile.of(arguments),
                arguments.hasMatchedOption("--quiet"),
                arguments.hasMatchedOption("--watch"));
    }

    /// Refuses options that would mix output for a program with other text before or after it.
    private static void refuseMixture(ParseResult arguments) throws UsageException {
        for (String option : List.of("--print", "--diff")) {
            if (arguments.hasMatchedOption(option) && format(arguments) != Format.TEXT) {
                throw new UsageException(option + " is for people and goes with no other --format");
            }
        }
    }

    private static LintSettings settings(ParseResult arguments, InputFile input)
            throws UsageException {
        Optional<String> file = text(arguments, "--settings");
        if (arguments.hasMatchedOption("--no-settings")) {
            if (file.isPresent()) {
                throw new UsageException("--settings and --no-settings contradict each other");
            }
            return LintSettings.NONE;
        }
        return file.isPresent()
                ? LintSettings.read(file.get(), input)
                : LintSettings.ofWorkingFolder(input);
    }

    /// The options for the linter of one file.
    ///
    /// @param name the name of the file
    LintOptions lint(String name) {
        List<String> more = settings.ignoredIn(name);
        return more.isEmpty() ? lint : lint.ignoring(more);
    }

    private static LintOptions lint(ParseResult arguments, LintSettings settings)
            throws UsageException {
        return new LintOptions(
                dialect(text(arguments, "--dialect").or(() -> settings.text("dialect"))),
                ids(arguments, "select", settings),
                ids(arguments, "ignore", settings),
                arguments.hasMatchedOption("--resolve")
                        ? Optional.of(Resolver.system())
                        : Optional.empty());
    }

    /// The dialect of a name, or the usual one.
    static Dialect dialect(Optional<String> name) throws UsageException {
        String label = name.orElse(Dialect.EXTENDED.label());
        return Arrays.stream(Dialect.values())
                .filter(dialect -> dialect.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "there is no dialect '"
                                                + label
                                                + "': it is extended or tsocks-1.8"));
    }

    private static Format format(ParseResult arguments) throws UsageException {
        String label = text(arguments, "--format").orElse(Format.TEXT.label());
        return Format.of(label)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "there is no format '"
                                                + label
                                                + "': it is "
                                                + names(Format.values())));
    }

    private static Severity failOn(ParseResult arguments, LintSettings settings)
            throws UsageException {
        String standard =
                arguments.hasMatchedOption("--strict")
                        ? "warning"
                        : settings.text("fail-on").orElse("error");
        String label = text(arguments, "--fail-on").orElse(standard);
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "there is no severity '"
                                                + label
                                                + "': it is error, warning, info or style"));
    }

    private static List<String> ids(ParseResult arguments, String name, LintSettings settings)
            throws UsageException {
        Optional<String> given = text(arguments, "--" + name);
        return given.isPresent()
                ? RuleIds.of(Stream.of(given.get().split(",")))
                : settings.ids(name);
    }

    private static Optional<Path> newBaseline(ParseResult arguments) throws UsageException {
        try {
            return text(arguments, "--write-baseline").map(Path::of);
        } catch (InvalidPathException e) {
            throw new UsageException("cannot write the baseline: " + e.getReason());
        }
    }

    private static Baseline baseline(ParseResult arguments) throws UsageException {
        Optional<String> file = text(arguments, "--baseline");
        if (file.isEmpty()) {
            return Baseline.empty();
        }
        try {
            return Baseline.read(Path.of(file.get()));
        } catch (NoSuchFileException e) {
            throw noBaseline(file.get(), FileTrouble.reason(e) + "; --write-baseline makes one");
        } catch (InvalidPathException e) {
            throw noBaseline(file.get(), e.getReason());
        } catch (IOException e) {
            throw noBaseline(file.get(), FileTrouble.reason(e));
        }
    }

    private static UsageException noBaseline(String file, String why) {
        return new UsageException("cannot read the baseline " + file + ": " + why);
    }

    private static Optional<String> text(ParseResult arguments, String option) {
        return Optional.ofNullable(arguments.matchedOptionValue(option, (String) null));
    }

    private static String names(Format[] formats) {
        return Arrays.stream(formats).map(Format::label).collect(Collectors.joining(", "));
    }
}
