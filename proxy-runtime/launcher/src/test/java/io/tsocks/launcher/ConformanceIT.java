package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.Place;
import io.tsocks.testing.RealServer;
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

/// connect(2), getsockopt(2) and getpeername(2) answer under tsocks what they answer without it:
/// the same C program runs both ways and prints what it was told.
@RequiresRoot
@RequiresProgram({"gcc", "ip", "microsocks", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceIT {

    private static final String ECHO =
            """
            import socketserver, sys
            class Echo(socketserver.BaseRequestHandler):
                def handle(self):
                    try:
                        while data := self.request.recv(1000): self.request.sendall(data)
                    except OSError: pass
            class Server(socketserver.ThreadingTCPServer):
                allow_reuse_address = True
                daemon_threads = True
            Server(('0.0.0.0', 7), Echo).serve_forever()
            """;

    private final Workshop workshop = Workshop.open();
    private final NetworkNamespace network = NetworkNamespace.create().addAddress("192.0.2.7");
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path program = workshop.folder();
    private Path policy = workshop.folder();

    @BeforeAll
    void start() {
        program = workshop.compile("gcc", "conformance");
        policy =
                workshop.file(
                        "policy",
                        """
                        server = 127.0.0.1
                        server_type = 5
                        """);
        Path echo = workshop.file("echo.py", ECHO);
        open.add(
                network.start(workshop.folder().resolve("echo.log"), "python3", echo.toString())
                        .awaitListening(7));
        RealServer server = Microsocks.start(new Place(network, "127.0.0.1", 1080));
        open.add(server);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        network.close();
        workshop.close();
    }

    private List<String> rows(User user, List<String> before, String address) {
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of(program.toString(), address, "7", "8"));
        Command.Result result = workshop.command(network, user, words).result();
        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        return result.output().lines().toList();
    }

    private List<String> tsocks(String... options) {
        List<String> arguments = new ArrayList<>(List.of("-f", policy.toString()));
        arguments.addAll(List.of(options));
        return workshop.tsocks(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void everyRowIsTheSameThroughASocksServer(User user) {
        List<String> natively = rows(user, List.of(), "192.0.2.7");
        assertThat(natively).hasSizeGreaterThan(70);
        assertThat(rows(user, tsocks(), "192.0.2.7")).isEqualTo(natively);
    }

    @ParameterizedTest
    @EnumSource
    void everyRowIsTheSameWhereTheRouteIsDirect(User user) {
        assertThat(rows(user, tsocks(), "127.0.0.1")).isEqualTo(rows(user, List.of(), "127.0.0.1"));
    }

    @Test
    void everyRowIsTheSameWhereThereIsNoRing() {
        network.command("sysctl", "-qw", "kernel.io_uring_disabled=2").run();
        try {
            List<String> natively = rows(User.ROOT, List.of(), "192.0.2.7");
            assertThat(rows(User.ROOT, tsocks(), "192.0.2.7")).isEqualTo(natively);
        } finally {
            network.command("sysctl", "-qw", "kernel.io_uring_disabled=0").run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRowIsTheSameByTheRelay(User user) {
        List<String> natively = rows(user, List.of(), "192.0.2.7");
        assertThat(rows(user, tsocks("--nonblocking=exact"), "192.0.2.7")).isEqualTo(natively);
    }

    @Test
    void everyRowIsTheSameByTheRelayWhereThereIsNoRing() {
        network.command("sysctl", "-qw", "kernel.io_uring_disabled=2").run();
        try {
            List<String> natively = rows(User.ROOT, List.of(), "192.0.2.7");
            assertThat(rows(User.ROOT, tsocks("--nonblocking=exact"), "192.0.2.7"))
                    .isEqualTo(natively);
        } finally {
            network.command("sysctl", "-qw", "kernel.io_uring_disabled=0").run();
        }
    }

    @Test
    void heldConnectsDifferOnlyInThatTheyAreNotInProgress() {
        List<String> natively = rows(User.ROOT, List.of(), "192.0.2.7");
        List<String> held = rows(User.ROOT, tsocks("--nonblocking=hold"), "192.0.2.7");
        List<String> different = new ArrayList<>();
        for (int i = 0; i < natively.size(); i++) {
            if (!natively.get(i).equals(held.get(i))) {
                different.add(held.get(i).strip());
            }
        }
        assertThat(different)
                .containsExactly(
                        "non-blocking: 0",
                        "connect tells success once: -1 Transport endpoint is already connected",
                        "non-blocking by connect: 0",
                        "outcome by connect: -1 Transport endpoint is already connected");
    }
}
