package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A program that has a server on the same machine do its work, as tmux, emacsclient and gpg do:
/// what that server sends is not held, so it is named, or refused.
@RequiresRoot
@RequiresProgram({"ip", "nft", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DelegationIT {

    /// Listens at the paths and abstract names that are its arguments.
    private static final String SERVER =
            """
            import os, signal, socket, sys
            kept = []
            for name in sys.argv[1:]:
                s = socket.socket(socket.AF_UNIX)
                s.bind(name.replace('@', '\\0'))
                s.listen(9)
                kept.append(s)
                if name[0] == '/': os.chmod(name, 0o777)
            print('ready', flush=True)
            signal.pause()
            """;

    /// Connects to each of its arguments, and says what came of it.
    private static final String CLIENT =
            """
            import os, socket, sys
            os.chdir('/tmp')
            for name in sys.argv[1:]:
                s = socket.socket(socket.AF_UNIX)
                try: s.connect(name.replace('@', '\\0')); print('connected')
                except OSError as e: print(e.strerror)
            """;

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create();
    private final String path = workshop.folder() + "/outside.socket";
    private final String alias = workshop.folder() + "/link/outside.socket";
    private final String own = workshop.folder() + "/own.socket";
    private final List<RunningProgram> open = new ArrayList<>();
    private Path policy = workshop.folder();
    private String server = "";
    private String client = "";

    @BeforeAll
    void start() {
        policy = workshop.file("policy", "local = 10.0.0.0/255.0.0.0\n");
        server = workshop.file("server.py", SERVER).toString();
        client = workshop.file("client.py", CLIENT).toString();
        Command.of("ln", "-s", workshop.folder().toString(), workshop.folder() + "/link").run();
        Path log = workshop.folder().resolve("server.log");
        open.add(
                network.inside().start(log, "python3", server, path, "@outside").awaitLog("ready"));
    }

    @AfterAll
    void stop() {
        open.forEach(RunningProgram::close);
        network.close();
        workshop.close();
    }

    private Command.Result run(User user, String option, String... command) {
        List<String> words = workshop.tsocks("-f", policy.toString(), option);
        words.addAll(List.of(command));
        return workshop.command(network.inside(), user, words).result();
    }

    private static String warning(String name) {
        return "tsocks: python3: "
                + name
                + " is served by a process outside this tsocks, and the policy does not control that"
                + " server's connections (--unix=deny refuses, --unix=allow is silent)\n";
    }

    @ParameterizedTest
    @EnumSource
    void aServerOutsideIsNamedOnce(User user) {
        Command.Result result =
                run(user, "--unix=warn", "python3", client, path, path, "@outside", "@outside");
        assertThat(result.output()).isEqualTo("connected\n".repeat(4));
        assertThat(result.errors()).isEqualTo(warning(path) + warning("@outside"));
    }

    @ParameterizedTest
    @EnumSource
    void aServerOutsideIsRefused(User user) {
        Command.Result result =
                run(user, "--unix=deny", "python3", client, path, alias, "@outside");
        assertThat(result.output()).isEqualTo("Connection refused\n".repeat(3));
        assertThat(result.errors())
                .contains("tsocks: python3: unix " + path + " refused: ")
                .contains("tsocks: python3: unix " + alias + " refused: ")
                .contains("tsocks: python3: unix @outside refused: ");
    }

    @Test
    void theWarningIsTheDefaultAndKnowsAFileByAnotherPath() {
        Command.Result result = run(User.NOBODY, "--udp=deny", "python3", client, alias);
        assertThat(result.output()).isEqualTo("connected\n");
        assertThat(result.errors()).isEqualTo(warning(alias));
    }

    @Test
    void allowedAndQuietThereIsNothingToSay() {
        for (String option : List.of("--unix=allow", "-q")) {
            Command.Result result = run(User.NOBODY, option, "python3", client, path, "@outside");
            assertThat(result.output()).isEqualTo("connected\nconnected\n");
            assertThat(result.errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRunsOwnServersAreNeitherNamedNorRefused(User user) {
        String script =
                """
                rm -f %1$s; mkfifo %1$s.ready || exit
                python3 %2$s %1$s @own >%1$s.ready & read ready <%1$s.ready
                python3 %3$s %1$s @own; kill $!; rm -f %1$s %1$s.ready
                """
                        .formatted(own, server, client);
        for (String option : List.of("--unix=deny", "--unix=warn")) {
            Command.Result result = run(user, option, "sh", "-c", script);
            assertThat(result.output()).as(result.errors()).isEqualTo("connected\nconnected\n");
            assertThat(result.errors()).isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereIsNoMatter() {
        Command.Result result =
                run(User.NOBODY, "--unix=warn", "python3", client, "/nobody/there", "@nobody");
        assertThat(result.output()).isEqualTo("No such file or directory\nConnection refused\n");
        assertThat(result.errors()).isEmpty();
    }

    /// The real thing: a window that another tmux server opens.
    @Test
    @RequiresProgram("tmux")
    void tmuxIsNotHandedToAServerOutside() {
        String socket = workshop.folder() + "/tmux.socket";
        network.inside().command("tmux", "-S", socket, "new-session", "-d", "sleep 60").run();
        try {
            String[] command = {"tmux", "-S", socket, "new-window", "true"};
            Command.Result warned = run(User.ROOT, "--unix=warn", command);
            assertThat(warned.status()).isZero();
            assertThat(warned.errors()).contains(socket + " is served by a process outside");
            Command.Result denied = run(User.ROOT, "--unix=deny", command);
            assertThat(denied.status()).isEqualTo(1);
            assertThat(denied.errors()).contains("unix " + socket + " refused: ");
        } finally {
            network.inside().command("tmux", "-S", socket, "kill-server").run();
        }
    }
}
