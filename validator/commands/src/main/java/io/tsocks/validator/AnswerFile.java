package io.tsocks.validator;

import io.tsocks.net.FileTrouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The file of `--output-file`, which gets a command's answer in place of standard output. It is
/// written whole or not at all, and replaces only a plain file: a repository from elsewhere may
/// contain a link or a pipe in its place.
///
/// @param name empty if the answer goes to standard output
/// @param readers who may read the file
public record AnswerFile(Optional<String> name, AtomicFile.Readers readers) {

    private static final String OPTION = "--output-file";

    /// The option `--output-file`.
    public static OptionSpec option() {
        return OptionSpec.builder(OPTION)
                .type(String.class)
                .paramLabel("FILE")
                .description("Write the output to this file once it is complete.")
                .build();
    }

    /// The file that the arguments name.
    public static AnswerFile of(ParseResult arguments) {
        return new AnswerFile(
                Optional.ofNullable(arguments.matchedOptionValue(OPTION, (String) null)),
                AtomicFile.Readers.USUAL);
    }

    /// The same file, which its owner alone may read (mode 600): its answer has a password.
    AnswerFile forOwner() {
        return new AnswerFile(name, AtomicFile.Readers.OWNER);
    }

    /// The work of a command.
    public interface Work {
        /// Does the work, with a context whose output is the answer.
        ///
        /// @return an [ExitCode]
        int with(CommandContext context) throws UsageException, IOException;
    }

    /// Lets a command do its work, and writes the answer once it is complete.
    ///
    /// @param read the names of the files that the command reads, which must not be overwritten
    /// @return the result of the work
    /// @throws UsageException if the file cannot be written; then the work was not done, or its
    ///     answer is lost
    public int take(CommandContext context, List<String> read, Work work)
            throws UsageException, IOException {
        if (name.isEmpty()) {
            return work.with(context);
        }
        String file = name.get();
        if (file.isEmpty()) {
            throw new UsageException("cannot write the answer: the name of its file is empty");
        }
        AtomicFile.refuseOtherKinds(file);
        for (String other : read) {
            refuseToLose(file, other);
        }
        var answer = new ByteArrayOutputStream();
        CommandContext answering = context.answeringTo(answer);
        int exitCode = work.with(answering);
        answering.out().flush();
        AtomicFile.writePlain(file, answer.toByteArray(), readers);
        return exitCode;
    }

    private static void refuseToLose(String file, String other) throws UsageException {
        try {
            Path path = InputFile.path(file);
            if (!other.equals(ConfReader.STDIN)
                    && Files.exists(path)
                    && Files.exists(InputFile.path(other))
                    && Files.isSameFile(path, InputFile.path(other))) {
                throw new UsageException(
                        "cannot write the answer to "
                                + file
                                + ", which is read: name another file");
            }
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + ": " + FileTrouble.reason(e));
        } catch (InvalidPathException e) {
            throw new UsageException("cannot write " + file + ": " + e.getReason());
        }
    }
}
