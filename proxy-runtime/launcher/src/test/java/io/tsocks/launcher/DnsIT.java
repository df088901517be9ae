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
    static final String NAME_SERVER =
            """
            import socketserver, struct
            class Answer(socketserver.StreamRequestHandler):
                def handle(self):
                    length, = struct.unpack('>H', self.rfile.read(2))
                    text = self.rfile.read(length)[::-1]
                    self.wfile.write(struct.pack('>H', len(text)) + text)
            socketserver.TCPServer.allow_reuse_address = True
            import socket
            socketserver.ThreadingTCPServer.address_family = socket.AF_INET6
            socketserver.ThreadingTCPServer(('::', 53), Answer).serve_forever()
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
        network.outside().addAddress("192.0.2.53").addAddress("2001:db8::53");
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

    /// A question that was led to this machine leaves the socket no address of the loopback, from
    /// which no other host is reached.
    @Test
    void aSocketThatHasAskedReachesOthers() {
        Command.Result result =
                ask(
                        User.NOBODY,
                        """
                        import socket
                        for family, mapped in [(socket.AF_INET, ''), (socket.AF_INET6, '::ffff:')]:
                            s = socket.socket(family, socket.SOCK_DGRAM)
                            s.connect((mapped + '192.0.2.53', 53))
                            s.connect((mapped + '10.203.0.9', 4242))
                            print(s.getsockname()[0])
                        """);
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo("10.203.0.2\n::ffff:10.203.0.2\n");
    }

    /// Those who check from whom an answer is get none but the name server's, however they receive.
    @ParameterizedTest
    @EnumSource
    void anUnconnectedSocketGetsTheAnswerOfTheNameServer(User user) {
        Command.Result result =
                ask(
                        user,
                        """
                        import os, select, signal, socket, threading, time
                        server = ('192.0.2.53', 53)
                        def asked(question, *timeout):
                            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                            if timeout: s.settimeout(*timeout)
                            s.sendto(question, server)
                            return s
                        def say(answer, sender): print(answer.decode(), sender == server)
                        say(*asked(b'blocking').recvfrom(100))
                        say(*asked(b'by timeout', 30).recvfrom(100))
                        s = asked(b'by message', 30)
                        answer, _, _, sender = s.recvmsg(100)
                        say(answer, sender)
                        s = asked(b'cut')
                        select.select([s], [], [])
                        say(*s.recvfrom(2, socket.MSG_PEEK))
                        parts = [bytearray(1), bytearray(1)]
                        _, _, flags, sender = s.recvmsg_into(parts)
                        say(b''.join(parts), sender)
                        print(flags == socket.MSG_TRUNC)
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        s.bind(('10.203.0.2', 0))
                        s.sendto(b'bound', server)
                        say(*s.recvfrom(100))
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        s.connect(server)
                        s.send(b'connected')
                        say(*s.recvfrom(100))
                        s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
                        s.sendto(b'mapped', ('::ffff:192.0.2.53', 53))
                        answer, sender = s.recvfrom(100)
                        print(answer.decode(), sender[:2])
                        six = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
                        six.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                        six.sendto(b'six', ('2001:db8::53', 53))
                        answer, sender = six.recvfrom(100)
                        print(answer.decode(), sender[:2])
                        s.setblocking(False)
                        try: s.recvfrom(100)
                        except BlockingIOError as e: print(e.strerror)
                        s.setblocking(True)
                        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, b'\\x00' * 8 + b'\\x01' + b'\\x00' * 7)
                        try: s.recvfrom(100)
                        except BlockingIOError as e: print(e.strerror)
                        """);
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo(
                        """
                        gnikcolb True
                        tuoemit yb True
                        egassem yb True
                        tu True
                        tu True
                        True
                        dnuob True
                        detcennoc True
                        deppam ('::ffff:192.0.2.53', 53)
                        xis ('2001:db8::53', 53)
                        Resource temporarily unavailable
                        Resource temporarily unavailable
                        """);
        assertThat(network.packetsElsewhere()).as(network.strays()).isZero();
    }

    /// Of a socket that has asked, too, everything else is received as ever.
    @Test
    void otherDatagramsKeepTheirSenderAndASignalEndsTheWait() {
        Command.Result result =
                ask(
                        User.NOBODY,
                        """
                        import signal, socket
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        s.sendto(b'first', ('192.0.2.53', 53))
                        s.recvfrom(100)
                        other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        other.bind(('127.0.0.1', 4242))
                        other.sendto(b'hello', ('127.0.0.1', s.getsockname()[1]))
                        print(*s.recvfrom(100))
                        class Late(Exception): pass
                        def late(*_): raise Late
                        signal.signal(signal.SIGALRM, late)
                        signal.setitimer(signal.ITIMER_REAL, 0.1)
                        try: s.recvfrom(100)
                        except Late: print('late')
                        """);
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo("b'hello' ('127.0.0.1', 4242)\nlate\n");
    }

    /// As natively: a receive ends when the program shuts the socket down, and what is in the error
    /// queue of a socket is nothing to receive, and ends no wait.
    @Test
    void aWaitEndsWhenItsSocketIsShutDownAndNotForAnErrorThatIsKept() {
        Command.Result result =
                ask(
                        User.NOBODY,
                        """
                        import socket, threading, time
                        def asked():
                            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                            s.connect(('192.0.2.53', 53))
                            s.send(b'first')
                            s.recvfrom(100)
                            return s
                        s = asked()
                        received = []
                        waiting = threading.Thread(target=lambda: received.append(s.recvfrom(100)[0]))
                        waiting.start()
                        s.shutdown(socket.SHUT_RD)
                        waiting.join()
                        print(received)
                        s = asked()
                        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO,
                                     b'\\x00' * 8 + b'\\x01\\x86\\x01' + b'\\x00' * 5)
                        s.setsockopt(socket.SOL_SOCKET, 37, 1 << 1 | 1 << 4)
                        s.send(b'second')
                        print(s.recvfrom(100)[0])
                        try: s.recvfrom(100)
                        except BlockingIOError as e: print(e.strerror)
                        """);
        assertThat(result.output())
                .as(result.errors())
                .isEqualTo("[b'']\nb'dnoces'\nResource temporarily unavailable\n");
    }

    @Test
    void receivesThatWaitForNothingHoldUpNoOther() {
        Command.Result result =
                ask(
                        User.NOBODY,
                        """
                        import os, socket, threading
                        def ask(question):
                            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                            s.sendto(question, ('192.0.2.53', 53))
                            return s
                        asked = []
                        for _ in range(300):
                            asked.append(ask(b'read once'))
                            asked[-1].recv(100)
                        for s in asked:
                            threading.Thread(target=s.recvfrom, args=(100,), daemon=True).start()
                        for _ in range(10): print(ask(b'other').recvfrom(100)[0], flush=True)
                        os._exit(0)
                        """);
        assertThat(result.output()).as(result.errors()).isEqualTo("b'rehto'\n".repeat(10));
    }
}
