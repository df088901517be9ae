package io.tsocks.validator;

import io.tsocks.net.FileTrouble;
import io.tsocks.net.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Runs a command from its arguments to its exit code. Every failure ends in one line for a person.
public final class CommandRunner {

    private static final String COLOURS = "--color";

    private final CommandContext context;

    private CommandRunner(CommandContext context) {
        this.context = context;
    }

    /// Runs a command of this process and ends the process. Everything is written by then, and
    /// nothing has a shutdown hook; [System#exit] would first set up a logger to say that it exits.
    public static void main(Command command, String... arguments) {
        var out = new WatchedOutput(new FileOutputStream(FileDescriptor.out));
        CommandContext context = CommandContext.ofProcess(out);
        int exitCode = run(command, context, arguments);
        if (out.failure().isPresent()) {
            reportUnwritten(command, context, out.failure().get());
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /// Runs a command.
    ///
    /// @return an [ExitCode]
    public static int run(Command command, CommandContext context, String... arguments) {
        int exitCode = new CommandRunner(context).run(command, arguments);
        context.err().flush();
        boolean written = !context.out().checkError();
        return written ? exitCode : Math.max(exitCode, ExitCode.UNUSABLE);
    }

    /// Reports output that could not be written, unless the reader has gone, such as head, and does
    /// not miss the rest.
    private static void reportUnwritten(
            Command command, CommandContext context, IOException failure) {
        if (!"Broken pipe".equals(failure.getMessage())) {
            context.err()
                    .println(
                            command.name()
                                    + ": cannot write to standard output: "
                                    + failure.getMessage());
            context.err().flush();
        }
    }

    private int run(Command command, String... arguments) {
        CommandLine line = new CommandLine(specOf(command, List.of(arguments)));
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        try {
            return run(line.parseArgs(arguments));
        } catch (ParameterException e) {
            String name = e.getCommandLine().getCommandSpec().qualifiedName();
            context.err()
                    .println(
                            command.name()
                                    + ": "
                                    + Printable.of(
                                            sentence(
                                                    Objects.requireNonNullElse(
                                                            e.getMessage(), "bad usage"))));
            context.err().println("Try '" + name + " --help'.");
        } catch (UsageException e) {
            context.err()
                    .println(command.name() + ": " + Printable.of(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            context.err().println(command.name() + ": " + Printable.of(FileTrouble.withFile(e)));
        } catch (RuntimeException | Error e) {
            reportBug(command, e);
        }
        return ExitCode.UNUSABLE;
    }

    private int run(ParseResult parsed) throws UsageException, IOException {
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            refuseForgotten(innermost, innermost.subcommand());
            innermost = innermost.subcommand();
        }
        CommandSpec spec = innermost.commandSpec();
        if (innermost.isUsageHelpRequested()) {
            spec.commandLine().usage(context.out(), Ansi.OFF);
            return ExitCode.CLEAN;
        }
        if (innermost.isVersionHelpRequested()) {
            context.out().println(spec.root().name() + " " + version());
            return ExitCode.CLEAN;
        }
        return ((Command) spec.userObject()).run(innermost, coloured(innermost));
    }

    /// The context with the colours that `--color` asks for, here or before the name of a
    /// subcommand.
    private CommandContext coloured(ParseResult arguments) throws UsageException {
        ParseResult outer = arguments.commandSpec().root().commandLine().getParseResult();
        String standard = CommandContext.Colours.AUTO.label();
        String label =
                arguments.matchedOptionValue(COLOURS, outer.matchedOptionValue(COLOURS, standard));
        if (label.equals(standard)) {
            return context;
        }
        return Arrays.stream(CommandContext.Colours.values())
                .filter(colours -> colours.label().equals(label))
                .findFirst()
                .map(context::with)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        COLOURS
                                                + " is auto, always or never, and not '"
                                                + label
                                                + "'"));
    }

    /// Refuses an option that comes before the name of a subcommand that does not know it, and so
    /// would be ignored.
    private static void refuseForgotten(ParseResult outer, ParseResult inner)
            throws UsageException {
        for (OptionSpec option : outer.matchedOptions()) {
            if (inner.commandSpec().findOption(option.longestName()) == null) {
                throw new UsageException(
                        inner.commandSpec().name() + " has no option " + option.longestName());
            }
        }
    }

    /// The specification with the subcommands that the arguments may ask for: all if help may be
    /// wanted, none if the arguments contain no name of one. Describing them takes longer than
    /// finding a route.
    private static CommandSpec specOf(Command command, List<String> arguments) {
        CommandSpec spec = specOf(command);
        boolean help = arguments.contains("-h") || arguments.contains("--help");
        for (Command sub : command.subcommands()) {
            if (help || arguments.contains(sub.name())) {
                spec.addSubcommand(sub.name(), specOf(sub));
            }
        }
        return spec;
    }

    private static CommandSpec specOf(Command command) {
        CommandSpec spec = command.spec();
        spec.addOption(
                OptionSpec.builder(COLOURS)
                        .type(String.class)
                        .paramLabel("WHEN")
                        .description(
                                "Colour the output: auto (on a terminal without NO_COLOR, the"
                                        + " default), always or never.")
                        .build());
        spec.addOption(
                flag("-h", "--help").usageHelp(true).description("Print this help.").build());
        spec.addOption(
                flag("--version").versionHelp(true).description("Print the version.").build());
        spec.usageMessage().sortOptions(false);
        return spec;
    }

    /// An option without a value.
    public static OptionSpec.Builder flag(String... names) {
        return OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
                .type(boolean.class)
                .arity("0");
    }

    /// The version of this program.
    public static String version() {
        return Optional.ofNullable(CommandRunner.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("(built without a version)");
    }

    private static String sentence(String message) {
        return message.isEmpty()
                ? message
                : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private void reportBug(Command command, Throwable bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        context.err()
                .println(
                        command.name()
                                + ": "
                                + (bug instanceof OutOfMemoryError
                                        ? "out of memory"
                                        : "this is a bug, please report it: " + bug + place));
    }
}
