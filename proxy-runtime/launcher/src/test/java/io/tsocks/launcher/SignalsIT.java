package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
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

/// Signals reach the command as without tsocks, also while a connect of it is held by a server that
/// takes its time; and the command's end is tsocks's end.
@RequiresRoot
@RequiresProgram({"gcc", "ip", "python3", "setpriv", "script"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalsIT {

    /// A SOCKS server that grants every request after a second and a half, and then says hello. It
    /// runs inside the namespace, where the servers of this JVM cannot be reached.
    private static final String SLOW_SERVER =
            """
            import socket, threading, time
            listener = socket.create_server(('127.0.0.1', 1080), backlog=4096)
            def serve(client):
                try:
                    client.recv(100); client.send(b'\\5\\0'); client.recv(100); time.sleep(1.5)
                    client.send(b'\\5\\0\\0\\1\\0\\0\\0\\0\\0\\0hello\\n'); client.recv(100)
                except OSError: pass
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
            """;

    /// A SOCKS server that never says anything.
    private static final String MUTE_SERVER =
            """
            import socket, time
            listener = socket.create_server(('127.0.0.1', 1081), backlog=4096)
            while True: time.sleep(1000)
            """;

    private final Workshop workshop = Workshop.open();
    private final NetworkNamespace network = NetworkNamespace.create();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path program = workshop.folder();
    private Path policy = workshop.folder();
    private Path mute = workshop.folder();

    @BeforeAll
    void start() {
        program = workshop.compile("gcc", "signals");
        policy = workshop.file("policy", "server = 127.0.0.1\nserver_type = 5\n");
        Path server = workshop.file("slow.py", SLOW_SERVER);
        open.add(
                network.start(workshop.folder().resolve("slow.log"), "python3", server.toString())
                        .awaitListening(1080));
        mute = workshop.file("mute", "server = 127.0.0.1\nserver_port = 1081\nserver_type = 5\n");
        server = workshop.file("mute.py", MUTE_SERVER);
        open.add(
                network.start(workshop.folder().resolve("mute.log"), "python3", server.toString())
                        .awaitListening(1081));
        workshop.share();
    }

    private PolicyRuns runs() {
        return new PolicyRuns(workshop, network, policy);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        network.close();
        workshop.close();
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerWithRestartLetsTheConnectGoOn(User user) {
        Command.Result result = runs().run(user, program.toString(), "192.0.2.9", "80", "restart");
        assertThat(result.output()).isEqualTo("connect: 0 \nhandled: yes\n");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerWithoutRestartInterruptsTheCallAndNotTheConnect(User user) {
        Command.Result result =
                runs().run(user, program.toString(), "192.0.2.9", "80", "interrupt");
        assertThat(result.output())
                .isEqualTo("connect: -1 Interrupted system call\nhandled: yes\noutcome: 0\n");
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerRunsAlsoWhereThereIsAnotherThread(User user) {
        Command.Result result =
                runs().run(user, program.toString(), "192.0.2.9", "80", "interrupt", "thread");
        assertThat(result.output()).startsWith("connect: -1 Interrupted system call\n");
    }

    @Test
    void theServersFirstWordsAreTheProgramsOwn() {
        String python =
                "import socket; print(socket.create_connection(('192.0.2.9', 25)).recv(99))";
        assertThat(runs().run(User.ROOT, "python3", "-c", python).output())
                .isEqualTo("b'hello\\n'\n");
    }

    /// A server that never answers in time would hold a thousand callers; the next one is answered
    /// by its own server's pace.
    @Test
    void aThousandPendingHandshakesDoNotStallANewOne() {
        String python =
                """
                import resource, select, socket
                resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
                many = []
                for i in range(1000):
                    s = socket.socket(); s.setblocking(False)
                    s.connect_ex(('192.0.2.9', 80)); many.append(s)
                print(socket.create_connection(('192.0.2.9', 25)).recv(99))
                print(sum(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0 for s in many))
                """;
        assertThat(runs().run(User.ROOT, "python3", "-c", python).output())
                .isEqualTo("b'hello\\n'\n1000\n");
    }

    /// The supervisor has as many descriptors as one of three processes that connect until one of
    /// their connects waits for a descriptor. Whatever it can still tell of the first ones, which
    /// the server has not answered, is not that they are connected.
    @Test
    void noSocketPassesForConnectedWhenDescriptorsHaveRunOut() {
        String python =
                """
                import os, signal, socket
                def stop(*_): raise TimeoutError
                signal.signal(signal.SIGALRM, stop)
                asked, ask = os.pipe()
                ready, tell = os.pipe()
                for child in range(3):
                    if os.fork() == 0:
                        many = []
                        try:
                            for i in range(50):
                                many.append(socket.socket())
                                many[-1].setblocking(False)
                                signal.alarm(1)
                                many[-1].connect_ex(('192.0.2.9', 25))
                        except OSError: pass
                        signal.alarm(0)
                        os.write(tell, b'.')
                        os.read(asked, 1)
                        signal.signal(signal.SIGALRM, signal.SIG_DFL)
                        signal.alarm(2)
                        try: told = str(many[0].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
                        except OSError as e: told = e.strerror
                        os.write(1, (told + '\\n').encode())
                        os._exit(0)
                for child in range(3): os.read(ready, 1)
                os.write(ask, b'...')
                for child in range(3): os.wait()
                """;
        String file = workshop.file("many.py", python).toString();
        String tsocks =
                String.join(" ", workshop.tsocks("--nonblocking=gate", "-f", mute.toString()));
        assertThat(
                        runs().shell(User.ROOT, "ulimit -n 64; " + tsocks + " python3 " + file)
                                .output()
                                .lines())
                .doesNotContain("0");
    }

    @Test
    void tsocksHandsATerminationOn() {
        Command.Result result =
                runs().shell(
                                User.ROOT,
                                runs().tsocks()
                                        + " sh -c 'trap \"echo ended; exit 5\" TERM; echo up >up;"
                                        + " while :; do sleep 0.1; done' & until [ -e up ]; do sleep 0.1;"
                                        + " done; kill $!; wait $!; echo $?");
        assertThat(result.output()).isEqualTo("ended\n5\n");
    }

    @Test
    void aKilledTargetLeavesTheOthersAlone() {
        Command.Result result =
                runs().run(
                                User.ROOT,
                                "sh",
                                "-c",
                                program
                                        + " 192.0.2.9 80 restart >/dev/null & sleep 0.5; kill -9 $!; "
                                        + program
                                        + " 192.0.2.9 80 restart");
        assertThat(result.output()).startsWith("connect: 0");
    }

    @Test
    void aStoppedTargetGoesOnWhereItWas() {
        Command.Result result =
                runs().run(
                                User.ROOT,
                                "sh",
                                "-c",
                                program
                                        + " 192.0.2.9 80 restart & sleep 0.5; kill -STOP $!; sleep 2;"
                                        + " kill -CONT $!; wait");
        assertThat(result.output()).isEqualTo("connect: 0 \nhandled: yes\n");
    }

    @Test
    void orphansAreSupervisedToTheirEnd() {
        Command.Result result =
                runs().run(
                                User.ROOT,
                                "sh",
                                "-c",
                                "(setsid sh -c 'sleep 0.5; "
                                        + program
                                        + " 192.0.2.9 80 restart' &); exit 3");
        assertThat(result.output()).startsWith("connect: 0");
        assertThat(result.status()).isEqualTo(3);
    }

    /// Its parent is a thread of tsocks, which lives as long as the command.
    @Test
    void aCommandThatIsToDieWithItsParentLives() {
        String once = runs().tsocks() + " setpriv --pdeathsig KILL sh -c 'sleep 0.3; echo alive'; ";
        assertThat(runs().shell(User.NOBODY, once.repeat(4)).output())
                .isEqualTo("alive\n".repeat(4));
    }

    @Test
    void childrenOfWhoeverBecameTsocksAreNotWaitedFor() {
        String text =
                "sh -c '(until [ -e ended ]; do sleep 0.1; done) & exec "
                        + runs().tsocks()
                        + " true' >/dev/null; echo $?; echo >ended";
        assertThat(runs().shell(User.ROOT, text).output()).isEqualTo("0\n");
    }

    /// A shell that runs tsocks in a loop goes by it: after the interrupt key it ends, too. A test
    /// that runs in the background of a shell would inherit SIGINT ignored.
    @Test
    void aSignalThatEndsTheCommandEndsTsocks() {
        for (int signal : new int[] {2, 9, 11, 15}) {
            String text =
                    "import signal, subprocess; signal.signal(signal.SIGINT, signal.SIG_DFL);"
                            + " print(subprocess.run(['sh', '-c', 'exec "
                            + runs().tsocks()
                            + " sh -c \"kill -"
                            + signal
                            + " \\\\$\\\\$\"']).returncode)";
            Path file = workshop.file("ended.py", text);
            Command.Result result =
                    workshop.command(network, User.NOBODY, List.of("python3", file.toString()))
                            .result();
            assertThat(result.output()).isEqualTo("-" + signal + "\n");
        }
    }

    /// `script` gives the command a terminal; what is typed there arrives as a signal. By `exec`,
    /// because the shell that `script` starts would get it too.
    @Test
    void theInterruptKeyEndsTheCommandAndNotItsSupervisor() {
        String typed =
                "(until [ -e here ]; do sleep 0.1; done; printf '\\003'; sleep 1) | script -qec \"exec "
                        + runs().tsocks()
                        + " sh -c 'trap \\\"echo interrupted; exit 4\\\" INT; echo >here;"
                        + " while :; do sleep 0.1; done'\" /dev/null; echo $?";
        assertThat(runs().shell(User.ROOT, typed).output()).contains("interrupted").endsWith("4\n");
    }

    @ParameterizedTest
    @EnumSource
    void aTsocksInsideTsocksRunsUnderTheOuterOne(User user) {
        Command.Result result =
                runs().run(
                                user,
                                "sh",
                                "-c",
                                runs().tsocks() + " " + program + " 192.0.2.9 80 restart");
        assertThat(result.output()).startsWith("connect: 0");
        assertThat(result.errors())
                .isEqualTo(
                        "tsocks: inside another tsocks: its policy and options apply, not these\n");
    }
}
