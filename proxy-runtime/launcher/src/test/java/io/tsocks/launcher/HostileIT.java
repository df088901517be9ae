package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A program that would stop the supervisor, read its password or use its privileges gets what the
/// kernel alone would give it.
@RequiresRoot
@RequiresProgram({"gcc", "ip", "microsocks", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileIT {

    private static final String PASSWORD = "not-for-programs";

    private final Workshop workshop = Workshop.open();
    private final NetworkNamespace network = NetworkNamespace.create().addAddress("192.0.2.7");
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path program = workshop.folder();
    private Path policy = workshop.folder();

    @BeforeAll
    void start() {
        program = workshop.compile("gcc", "hostile");
        policy =
                workshop.file(
                        "policy",
                        """
                        server = 127.0.0.1
                        server_type = 5
                        default_user = tester
                        default_pass = %s
                        """
                                .formatted(PASSWORD));
        open.add(Microsocks.start(new Place(network, "192.0.2.7", 7)));
        open.add(
                Microsocks.startWithLogin(
                        new Place(network, "127.0.0.1", 1080), "tester", PASSWORD));
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        network.close();
        workshop.close();
    }

    private List<String> rows(User supervisor, List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(program.toString(), "192.0.2.7", "7", PASSWORD));
        Command.Result result = workshop.command(network, supervisor, all).result();
        assertThat(result.status()).as(result.errors()).isZero();
        return result.output().lines().toList();
    }

    private List<String> tsocks() {
        return workshop.tsocks("-f", policy.toString(), "--");
    }

    /// Through it any program of the same user has the Java machine write its memory to a file.
    @ParameterizedTest
    @EnumSource
    void theSupervisorListensForNoTools(User user) {
        List<String> words = new ArrayList<>(tsocks());
        words.addAll(List.of("sh", "-c", "ls -d /proc/$PPID /tmp/.java_pid$PPID | wc -l"));
        assertThat(workshop.command(network, user, words).result().output().strip()).isEqualTo("1");
    }

    /// The kernel tells nobody of a reply on such a socket, so the supervisor looks for it. What it
    /// finds so ends the attempt once: a second end would close another connect's descriptor.
    @Test
    void aConnectWhoseReplyIsLookedForEndsOnce() {
        String python =
                """
                import socket
                for i in range(40):
                    s = socket.socket()
                    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 4096)
                    t = socket.socket()
                    t.setblocking(False)
                    t.connect_ex(('192.0.2.7', 7))
                    s.connect(('192.0.2.7', 7))
                    assert t.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
                    s.close()
                    t.close()
                """;
        List<String> words =
                workshop.tsocks("--audit", "-f", policy.toString(), "--", "python3", "-c", python);
        Command.Result result = workshop.command(network, User.NOBODY, words).result();
        assertThat(result.errors()).startsWith("tsocks audit: 80 proxied, 0 direct, 0 denied, 0 ");
        assertThat(result.status()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyRowIsTheSameUnderASupervisorOfTheSameUser(User user) {
        List<String> natively = rows(user, List.of());
        assertThat(natively).hasSizeGreaterThan(20);
        assertThat(rows(user, tsocks())).isEqualTo(natively);
    }

    @ParameterizedTest
    @EnumSource
    void everyRowIsTheSameUnderASupervisorOfRoot(User user) {
        List<String> words = new ArrayList<>(tsocks());
        words.addAll(user.prefix());
        assertThat(rows(User.ROOT, words)).isEqualTo(rows(user, List.of()));
    }
}
