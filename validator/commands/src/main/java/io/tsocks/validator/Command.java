package io.tsocks.validator;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command, or a subcommand of one: the options that it takes and what it does with them.
///
/// The options are described by calls and not by annotations, which would cost 50 ms at each start.
public interface Command {

    /// What the user calls it.
    String name();

    /// The name, options, parameters and help, apart from `--help` and `--version`. A new one at
    /// each call.
    CommandSpec spec();

    /// Does the work.
    ///
    /// @return an [ExitCode]
    /// @throws UsageException for what the user has to change
    /// @throws IOException if reading or writing fails for another reason
    int run(ParseResult arguments, CommandContext context) throws UsageException, IOException;

    /// The commands whose names may stand in front of the parameters.
    default List<Command> subcommands() {
        return List.of();
    }
}
