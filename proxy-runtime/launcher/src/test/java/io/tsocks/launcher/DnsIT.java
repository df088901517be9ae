package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.Microsocks;
import io.tsocks.testing.RealServer;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
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

/// With `--dns=tcp` a question that a program sends by UDP arrives at its name server over TCP,
/// through the SOCKS server, and nothing else leaves.
@RequiresRoot
@RequiresProgram({"ip", "microsocks", "nft", "python3", "setpriv"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DnsIT {

    /// A name server for TCP: answers each question with the question, spelled backwards.
    private static final String NAME_SERVER =
            """
            import socketserver, struct
            class Answer(socketserver.StreamRequestHandler):
                def handle(self):
                    length, = struct.unpack('>H', self.rfile.read(2))
                    text = self.rfile.read(length)[::-1]
                    self.wfile.write(struct.pack('>H', len(text)) + text)
            socketserver.TCPServer.allow_reuse_address = True
            socketserver.ThreadingTCPServer(('0.0.0.0', 53), Answer).serve_forever()
            """;

    private static final String ASK =
            """
            import socket, sys
            for family, server in [(socket.AF_INET, '192.0.2.53'),
                                   (socket.AF_INET6, '::ffff:192.0.2.53')]:
                for question in [b'question', b'second']:
                    s = socket.socket(family, socket.SOCK_DGRAM)
                    s.settimeout(30)
                    s.connect((server, 53))
                    s.send(question)
                    print(s.recv(100).decode())
            """;

    private final Workshop workshop = Workshop.open();
    private final SealedNetwork network = SealedNetwork.create();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path policy = workshop.folder();

    @BeforeAll
    void start() {
        policy =
                workshop.file(
                        "policy",
                        """
                        local = 10.203.0.0/255.255.255.0
                        server = %s
                        server_type = 5
                        """
                                .formatted(SealedNetwork.SERVER));
        network.outside().addAddress("192.0.2.53");
        Path server = workshop.file("server.py", NAME_SERVER);
        Path log = workshop.folder().resolve("server.log");
        open.add(network.outside().start(log, "python3", server.toString()).awaitListening(53));
        RealServer socks = Microsocks.start(network.server());
        open.add(socks);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        network.close();
        workshop.close();
    }

    private Command.Result ask(User user, String program) {
        List<String> words = workshop.tsocks("-f", policy.toString(), "--dns=tcp");
        words.addAll(List.of("python3", workshop.file("ask.py", program).toString()));
        return workshop.command(network.inside(), user, words).result();
    }

    @ParameterizedTest
    @EnumSource
    void aQuestionArrivesOverTcp(User user) {
        Command.Result result = ask(user, ASK);
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo("noitseuq\ndnoces\nnoitseuq\ndnoces\n");
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    @Test
    void anUnconnectedQuestionFailsFastWithAHint() {
        Command.Result result =
                ask(
                        User.NOBODY,
                        """
                        import socket
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        try: s.sendto(b'question', ('192.0.2.53', 53))
                        except OSError as e: print(e.strerror)
                        """);
        assertThat(result.output()).isEqualTo("Operation not permitted\n");
        assertThat(result.errors()).contains("--dns=local");
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }
}
