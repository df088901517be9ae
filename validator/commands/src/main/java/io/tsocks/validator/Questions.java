package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import java.util.List;

/// The questions about whole policies that `tsocks-route` answers.
public final class Questions {

    private Questions() {}

    /// The commands for these questions.
    ///
    /// @param resolver is asked for the addresses of host names
    public static List<Command> commands(Resolver resolver) {
        return List.of(
                new DiffCommand(resolver),
                new FindCommand(resolver),
                new TestCommand(resolver),
                new MapCommand(resolver));
    }
}
