package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/// Programs as they are, each of which prints what its server says, under a policy in a sealed
/// network.
///
/// @param programs commands for a shell, by what a failure calls them
record ProgramTable(
        Workshop workshop, SealedNetwork network, Path policy, Map<String, String> programs) {

    /// A command under tsocks.
    Command.Result run(User user, String command, String... options) {
        List<String> words = workshop.tsocks(options);
        words.addAll(List.of("-f", policy.toString(), "--", "sh", "-c", command));
        return workshop.command(network.inside(), user, words).result();
    }

    /// Every program prints one of the answers, and no packet goes past the server.
    void allReachTheirServers(User user, String... answers) {
        Assertions.assertAll(
                programs.entrySet().stream()
                        .map(
                                program ->
                                        () -> {
                                            Command.Result result = run(user, program.getValue());
                                            assertThat(result.output())
                                                    .as("%s: %s", program.getKey(), result)
                                                    .containsAnyOf(answers);
                                        }));
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }
}
