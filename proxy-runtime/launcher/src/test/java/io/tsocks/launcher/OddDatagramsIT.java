package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Danted;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import io.tsocks.testing.SealedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Datagrams through a server with arguments that the kernel refuses, or takes in an odd way: the
/// answers are the kernel's own.
@RequiresRoot
@RequiresProgram({"danted", "gcc", "ip", "nft", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddDatagramsIT {

    private static final String TARGET = "192.0.2.7";

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create().withRelays();
    private final RunningProgram echo = start();
    private final RealServer server = Danted.start(network.server());
    private final String program = workshop.compile("gcc", "odd_datagrams").toString();

    private RunningProgram start() {
        network.outside().addAddress(TARGET);
        Path log = workshop.folder().resolve("udp.log");
        String udpEcho = Workshop.source("udp_echo.py").toString();
        return network.outside().start(log, "python3", udpEcho, "4242", TARGET).awaitLog("ready");
    }

    @AfterEach
    void nothingHasLeaked() {
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @AfterAll
    void stop() {
        server.close();
        echo.close();
        network.close();
        workshop.close();
    }

    private Command.Result run(User user, List<String> words) {
        Path policy =
                workshop.file(
                        "policy", "local = 10.203.0.0/24\nserver = socks5://10.203.0.1:1080\n");
        List<String> all = workshop.tsocks("-f", policy.toString(), "--udp=proxy");
        all.addAll(words);
        return workshop.command(network.inside(), user, all).result();
    }

    private Command.Result run(String source) {
        Path file = workshop.file("program.py", source);
        return run(User.NOBODY, List.of("python3", file.toString()));
    }

    @ParameterizedTest
    @CsvSource({"ROOT, ''", "NOBODY, ''", "NOBODY, connected"})
    void theAnswersAreTheKernels(User user, String how) {
        List<String> words = new ArrayList<>(List.of(program, TARGET, "4242"));
        if (!how.isEmpty()) {
            words.add(how);
        }
        Command.Result natively = workshop.command(network.outside(), user, words).result();
        Command.Result through = run(user, words);
        assertThat(through.output()).as(through.errors()).isEqualTo(natively.output());
        assertThat(natively.output()).contains("no time: 1");
    }

    /// One call of one program would send so many datagrams that the calls of others wait.
    @Test
    void aMessageHasNoMoreSegmentsThanTheKernelTakes() {
        Command.Result result =
                run(
                        """
                        import errno, socket, struct
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        for size in 1, 507, 508:
                            try: print(s.sendmsg([bytes(65000)], [(17, 103, struct.pack('H', size))], 0, ('192.0.2.7', 4242)))
                            except OSError as e: print(errno.errorcode[e.errno])
                        s.setsockopt(17, 103, 1)
                        try: print(s.sendto(bytes(129), ('192.0.2.7', 4242)))
                        except OSError as e: print(errno.errorcode[e.errno])
                        """);
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo("EINVAL\nEINVAL\n65000\nEINVAL\n");
    }

    /// Two datagrams in place of one would be something else than the program has said.
    @Test
    void aDatagramInPiecesIsRefused() {
        Command.Result result =
                run(
                        """
                        import socket
                        TARGET = ('192.0.2.7', 4242)
                        def answer(call, *words):
                            try: return call(*words)
                            except OSError as e: return e.strerror
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        print(answer(s.sendto, b'one ', socket.MSG_MORE, TARGET))
                        s.setsockopt(17, 1, 1)
                        print(answer(s.sendto, b'one ', TARGET))
                        s.setsockopt(17, 1, 0)
                        print(answer(s.sendto, b'whole', TARGET), s.recvfrom(100)[0])
                        c = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        c.connect(TARGET)
                        print(answer(c.send, b'one ', socket.MSG_MORE), c.send(b'datagram'), c.recv(100))
                        """);
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        Operation not supported
                        Operation not supported
                        5 b'WHOLE'
                        4 8 b'ONE DATAGRAM'
                        """);
    }
}
