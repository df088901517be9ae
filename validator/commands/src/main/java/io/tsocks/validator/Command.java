package io.tsocks.validator;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command, or a subcommand of one: the options that it takes and what it does with them.
///
/// The options are described by calls, because annotations would cost 50 ms at each start.
public interface Command {

    /// The name that the user types.
    String name();

    /// The name, options, parameters and help, without `--help` and `--version`. A new object for
    /// each call.
    CommandSpec spec();

    /// Does the work.
    ///
    /// @return an [ExitCode]
    /// @throws UsageException if the user has to change something
    /// @throws IOException if reading or writing fails for another reason
    int run(ParseResult arguments, CommandContext context) throws UsageException, IOException;

    /// The subcommands, whose names may come before the parameters.
    default List<Command> subcommands() {
        return List.of();
    }
}
