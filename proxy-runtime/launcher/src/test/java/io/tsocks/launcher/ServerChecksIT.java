package io.tsocks.launcher;

import static io.tsocks.launcher.SealedWorkshop.TARGET;
import static io.tsocks.launcher.SealedWorkshop.uri;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Checks of the servers of a group (`check = 1s`) while a command runs.
@RequiresRoot
@RequiresProgram({"curl", "ip", "microsocks", "mkfifo", "nft", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ServerChecksIT {

    private static final String NOBODY_LISTENS = uri("socks5", 3);

    /// Says of each connection that there was one.
    private static final String COUNTS =
            """
            import socket
            server = socket.create_server(('10.203.0.1', 1083))
            while True:
                server.accept()[0].close()
                print('one', flush=True)
            """;

    private final SealedWorkshop sealed = new SealedWorkshop();
    private final Workshop workshop = sealed.workshop();
    private final SealedNetwork network = sealed.network();

    @BeforeAll
    void start() {
        network.outside().addAddress(TARGET);
        sealed.start(workshop.serveGreeting(network.outside(), "hello", TARGET));
    }

    @AfterEach
    void nothingHasLeaked() {
        sealed.assertNothingHasLeaked();
    }

    @AfterAll
    void stop() {
        sealed.close();
    }

    /// Starts a program that makes one connect, and then does something else.
    private RunningProgram program(User user, String then) {
        Path log = workshop.folder().resolve("checks-" + user + ".log");
        String[] group =
                sealed.policy(
                        "server = " + uri("socks5", 0), "server = " + NOBODY_LISTENS, "check = 1s");
        String[] words = {"-v", group[0], group[1]};
        String script = "curl -sS http://192.0.2.7/greeting; " + then;
        return RunningProgram.start(sealed.command(user, words, "sh", "-c", script), log);
    }

    /// The program makes no connect that could.
    @ParameterizedTest
    @EnumSource(User.class)
    void checksFindOutWhatNoConnectTries(User user) {
        try (RealServer _ = Microsocks.start(network.server(0));
                RunningProgram program = program(user, "exec tail -f /dev/null")) {
            program.awaitLog("hello").awaitLog(NOBODY_LISTENS + " is left alone");
            try (RealServer _ = Microsocks.start(network.server(3))) {
                program.awaitLog(NOBODY_LISTENS + " answers again");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void checksEndWithTheCommand(User user) {
        Path gate = workshop.folder().resolve("gate-" + user);
        Command.of("mkfifo", "-m", "666", gate.toString()).run();
        Path log = workshop.folder().resolve("counts-" + user + ".log");
        try (RealServer _ = Microsocks.start(network.server(0));
                RunningProgram counting =
                        network.outside().start(log, "python3", "-c", COUNTS).awaitListening(1083);
                RunningProgram program = program(user, "read line <" + gate)) {
            counting.awaitLog("one\none\n");
            assertThat(program.handle().isAlive()).isTrue();
            Command.of("sh", "-c", "echo >" + gate).run();
            program.handle().onExit().join();
            String nobody = "until [ -z \"$(ip netns pids $0)\" ]; do :; done";
            Command.of("sh", "-c", nobody, network.inside().name()).run();
        }
    }
}
