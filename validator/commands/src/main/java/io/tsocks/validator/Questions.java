package io.tsocks.validator;

import io.tsocks.engine.Resolver;
import java.util.List;

/// The questions that `tsocks-route` answers about policies as wholes.
public final class Questions {

    private Questions() {}

    /// Their commands.
    ///
    /// @param resolver who is asked for the addresses of host names
    public static List<Command> commands(Resolver resolver) {
        return List.of(
                new DiffCommand(resolver),
                new FindCommand(resolver),
                new TestCommand(resolver),
                new MapCommand(resolver));
    }
}
