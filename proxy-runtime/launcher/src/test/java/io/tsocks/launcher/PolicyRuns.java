package io.tsocks.launcher;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
import java.nio.file.Path;
import java.util.List;

/// Runs of commands under a policy, in a network of the test's own.
record PolicyRuns(Workshop workshop, NetworkNamespace network, Path policy) {

    /// A command under tsocks.
    Command.Result run(User user, String... command) {
        List<String> words = workshop.tsocks("-f", policy.toString());
        words.addAll(List.of(command));
        return workshop.command(network, user, words).result();
    }

    /// The words that run a command under tsocks, for a shell.
    String tsocks() {
        return String.join(" ", workshop.tsocks("-f", policy.toString()));
    }

    /// A shell, without tsocks.
    Command.Result shell(User user, String text) {
        return workshop.command(network, user, List.of("timeout", "50", "sh", "-c", text)).result();
    }
}
