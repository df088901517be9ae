package io.tsocks.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.TargetServer;
import io.tsocks.testserver.Fault;
import io.tsocks.testserver.FaultPhase;
import io.tsocks.testserver.SocksTestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is told of connects and datagrams, and of whose.
@RequiresProgram("python3")
@Timeout(60)
class JournalIT {

    private static final Duration SOON = Duration.ofMillis(300);

    private final List<Journal.Event> events = new CopyOnWriteArrayList<>();

    private static String via(SocksTestServer server) {
        return Supervised.via(server.host(), server.port());
    }

    /// Runs a Python program under a supervisor, and gives its exit code.
    private int run(String policy, String program) throws Exception {
        Pipelining sequential = Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run);
        return new Supervised(policy, SOON, sequential, events::add).python(program);
    }

    /// A journal for failures only, as the console is by default.
    private Journal ofFailures() {
        return new Journal() {
            @Override
            public void record(Event event) {
                events.add(event);
            }

            @Override
            public boolean heeds(Outcome outcome) {
                return outcome == Outcome.FAILED;
            }
        };
    }

    @Test
    void whatNobodyHeedsIsNotTold() throws Exception {
        String program =
                """
                import socket
                socket.create_connection(('192.0.2.9', 80))
                """;
        Pipelining sequential = Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run);
        try (TargetServer target = TargetServer.echo();
                SocksTestServer server =
                        SocksTestServer.builder().redirectAll(target.address()).start()) {
            Supervised supervised = new Supervised(via(server), SOON, sequential, ofFailures());
            assertThat(supervised.python(program)).isZero();
            assertThat(events).isEmpty();
        }
    }

    static Stream<Arguments> failures() {
        String connect =
                """
                s = socket.socket()
                if impatient:
                    s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack('ll', 0, 20000))
                s.connect_ex(('192.0.2.9', 80))
                """;
        String now = "import os, socket, struct\nimpatient = False\n" + connect;
        String later = "import os, socket, struct\nimpatient = True\n" + connect;
        return Stream.of(
                arguments(now, new Fault.Refuse(2)),
                arguments(now, new Fault.Mute(FaultPhase.METHOD)),
                arguments(later + "os._exit(0)", new Fault.Mute(FaultPhase.METHOD)),
                arguments(
                        later + "os.execvp('sleep', ['sleep', '3'])",
                        new Fault.Mute(FaultPhase.METHOD)));
    }

    /// The program that connected is named, even if its call is answered long before the end, and
    /// it has gone or become another by then.
    @ParameterizedTest
    @MethodSource("failures")
    void whoFailsIsNamed(String program, Fault fault) throws Exception {
        Pipelining sequential = Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run);
        try (SocksTestServer server = SocksTestServer.builder().faults(fault).start()) {
            Supervised supervised = new Supervised(via(server), SOON, sequential, ofFailures());
            assertThat(supervised.python(program)).isZero();
            assertThat(events).extracting(Journal.Event::program).containsExactly("python3");
        }
    }

    /// Both sockets stay in use: Python asks for the peer of one that it drops, to warn of it, and
    /// that question would wait for the outcome.
    @Test
    void whatIsUnderWayAtTheEndIsToldToo() throws Exception {
        String program =
                """
                import os, socket
                both = [socket.socket(), socket.socket()]
                for port, s in zip((80, 81), both):
                    s.setblocking(False)
                    s.connect_ex(('192.0.2.9', port))
                os._exit(0)
                """;
        try (SocksTestServer server =
                SocksTestServer.builder().faults(new Fault.Mute(FaultPhase.METHOD)).start()) {
            Pipelining sequential = Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run);
            Duration longer = Duration.ofMinutes(10);
            assertThat(new Supervised(via(server), longer, sequential, events::add).python(program))
                    .isZero();
            assertThat(events)
                    .extracting(Journal.Event::message)
                    .containsOnly("the program closed its socket or ended before the outcome");
            assertThat(events)
                    .extracting(Journal.Event::destination)
                    .containsExactlyInAnyOrder("192.0.2.9:80", "192.0.2.9:81");
        }
    }

    @Test
    void datagramsAreToldOfOnceForEachSocketAndDestination() throws Exception {
        String program =
                """
                import socket
                here = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                here.bind(('127.0.0.1', 0))
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                for i in range(3): s.sendto(b'x', here.getsockname())
                s.connect(here.getsockname())
                try: s.sendto(b'x', ('192.0.2.9', 9))
                except PermissionError: pass
                """;
        assertThat(run("local = 10.0.0.0/255.0.0.0\n", program)).isZero();
        assertThat(events)
                .extracting(Journal.Event::protocol, Journal.Event::outcome)
                .containsExactly(
                        tuple("udp", Journal.Outcome.DIRECT), tuple("udp", Journal.Outcome.DENIED));
    }
}
