package io.tsocks.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsocks.launcher.Workshop.User;
import io.tsocks.testing.Command;
import io.tsocks.testing.NetworkNamespace;
import io.tsocks.testing.RequiresProgram;
import io.tsocks.testing.RequiresRoot;
import io.tsocks.testing.RunningProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// tsocks where something is scarce or forbidden, and programs that are stopped while a connect of
/// theirs is held by a server that takes its time.
@RequiresRoot
@RequiresProgram({"gcc", "ip", "python3", "setpriv", "unshare"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT {

    /// A SOCKS server that takes half a second for each request.
    /// The kernel ignores SIGTSTP in a process group whose parents are all of other sessions or of
    /// the group itself (POSIX: an orphaned process group), as it may be where no shell runs tests.
    private static final String IN_A_GROUP_OF_ITS_OWN =
            "import os, subprocess, sys; subprocess.run(sys.argv[1:], preexec_fn=os.setpgrp)";

    private static final String SERVER =
            """
            import socket, threading, time
            listener = socket.create_server(('127.0.0.1', 1080), backlog=4096)
            def serve(client):
                try:
                    client.recv(100); client.send(b'\\5\\0'); client.recv(100); time.sleep(0.5)
                    client.send(b'\\5\\0\\0\\1\\0\\0\\0\\0\\0\\0'); client.recv(100)
                except OSError: pass
                client.close()
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
            """;

    private static final String MANY =
            """
            import asyncio, os
            async def one():
                (await asyncio.open_connection('192.0.2.9', 80))[1].close()
            async def all():
                await asyncio.gather(*[one() for _ in range(60)])
                os.write(1, b'60 connected\\n')
            asyncio.run(all())
            """;

    /// A SOCKS server that grants nothing before 36 requests have come.
    private static final String TOGETHER =
            """
            import socket, threading
            listener = socket.create_server(('127.0.0.1', 1081), backlog=4096)
            all_there = threading.Barrier(36)
            def serve(client):
                try:
                    client.recv(100); client.send(b'\\5\\0'); client.recv(100); all_there.wait()
                    client.send(b'\\5\\0\\0\\1\\0\\0\\0\\0\\0\\0'); client.recv(100)
                except OSError: pass
                client.close()
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
            """;

    private static final String OWN_LOOPBACK =
            """
            import ctypes, fcntl, socket, struct
            clone_newuser, clone_newnet = 0x10000000, 0x40000000
            assert ctypes.CDLL(None).unshare(clone_newuser | clone_newnet) == 0
            up = struct.pack('16sh14x', b'lo', 1 | 64)
            fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, up)
            listener = socket.create_server(('127.0.0.1', 0))
            with socket.create_connection(listener.getsockname()) as s:
                print('own:', s.getpeername() == listener.getsockname())
            print('server:', socket.socket().connect_ex(('192.0.2.9', 80)))
            """;

    /// Stops a child whose connect is held, and lets it go on.
    private static final String STOPPED =
            """
            import os, signal, socket, sys, threading, time
            def state(pid):
                return open('/proc/%d/stat' % pid).read().rsplit(')', 1)[1].split()[0]
            child = os.fork()
            if child == 0:
                if sys.argv[1] == 'threads':
                    threading.Thread(target=time.sleep, args=(0,)).start()
                    threading.Thread(target=time.sleep, args=(99,), daemon=True).start()
                os._exit(socket.socket().connect_ex(('192.0.2.9', 80)))
            while 'seccomp' not in open('/proc/%d/wchan' % child).read(): time.sleep(0.001)
            os.kill(child, int(sys.argv[2]))
            assert os.WIFSTOPPED(os.waitpid(child, os.WUNTRACED)[1])
            print('stopped', state(child))
            os.kill(child, signal.SIGCONT)
            print('connected', os.waitpid(child, 0)[1])
            """;

    private final Workshop workshop = Workshop.open();
    private final NetworkNamespace network = NetworkNamespace.create();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path policy = workshop.folder();

    @BeforeAll
    void start() {
        policy = workshop.file("policy", "server = 127.0.0.1\nserver_type = 5\n");
        open.add(serve("server", SERVER, 1080));
        workshop.share();
    }

    private RunningProgram serve(String name, String text, int port) {
        Path log = workshop.folder().resolve(name + ".log");
        Path script = workshop.file(name + ".py", text);
        return network.start(log, "python3", script.toString()).awaitListening(port);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        network.close();
        workshop.close();
    }

    private Command.Result run(User user, String... command) {
        List<String> words = workshop.tsocks("-f", policy.toString());
        words.addAll(List.of(command));
        return workshop.command(network, user, words).result();
    }

    private Command.Result below(String limit, User user, String... command) {
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "ulimit " + limit + "; exec \"$@\"", "sh"));
        words.addAll(workshop.tsocks("-f", policy.toString()));
        words.addAll(List.of(command));
        return workshop.command(network, user, words).result();
    }

    @ParameterizedTest
    @CsvSource({
        "-n 24, 32 more descriptors are needed; raise their limit (ulimit -n): Too many open files",
        "-v 500000, 1400 MB of addresses are needed; raise their limit (ulimit -v): Cannot allocate"
                + " memory",
        "-v 1200000, 1400 MB of addresses are needed; raise their limit (ulimit -v): Cannot"
                + " allocate memory",
    })
    void whereALimitLeavesNoRoomNothingIsRun(String limit, String reason) {
        Command.Result result = below(limit, User.NOBODY, "echo", "run");
        assertThat(result.status()).isEqualTo(71);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors()).isEqualTo("tsocks: nothing is run: " + reason + "\n");
    }

    /// What the front finds to be enough is enough to connect.
    @ParameterizedTest
    @ValueSource(strings = {"-n 40", "-v 1500000"})
    void whereALimitLeavesLittleRoomConnectsAreMade(String limit) {
        String connect = "import socket; print(socket.socket().connect_ex(('192.0.2.9', 80)))";
        Command.Result result = below(limit, User.NOBODY, "python3", "-c", connect);
        assertThat(result.output()).as(result.errors()).isEqualTo("0\n");
    }

    /// The limit is that of one process, for all of them together.
    @ParameterizedTest
    @EnumSource
    void connectsBeyondTheLimitOfDescriptorsWait(User user) {
        Path program = workshop.file("many.py", MANY);
        String each = "for i in 1 2 3 4; do python3 " + program + " & done; wait";
        Command.Result result = below("-n 128", user, "sh", "-c", each);
        assertThat(result.output()).isEqualTo("60 connected\n".repeat(4));
        assertThat(result.errors()).isEmpty();
    }

    /// Relayed connects take several descriptors each, so that 20 of them would take all that there
    /// are. Those beyond half of them are made on the programs' own sockets.
    @Test
    void pendingRelayedConnectsLeaveDescriptorsToOthers() {
        open.add(serve("together", TOGETHER, 1081));
        Path other =
                workshop.file(
                        "together", "server = 127.0.0.1\nserver_port = 1081\nserver_type = 5\n");
        Path program = workshop.file("together36.py", MANY.replace("60", "36"));
        workshop.share();
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "ulimit -n 128; exec \"$@\"", "sh"));
        words.addAll(workshop.tsocks("-f", other.toString(), "python3", program.toString()));
        Command.Result result = workshop.command(network, User.NOBODY, words).result();
        assertThat(result.output()).as(result.errors()).isEqualTo("36 connected\n");
    }

    /// Its own servers can be reached, and the SOCKS server, which is in another one, cannot.
    @Test
    void aProgramInItsOwnNetworkNamespaceReachesItsOwnLoopbackOnly() {
        Path program = workshop.file("loopback.py", OWN_LOOPBACK);
        Command.Result result = run(User.ROOT, "python3", program.toString());
        assertThat(result.output()).isEqualTo("own: True\nserver: 101\n");
        assertThat(result.errors()).contains("a different network namespace");
    }

    @ParameterizedTest
    @EnumSource
    void aHeldProgramIsStoppedAndGoesOn(User user) {
        Path program = workshop.file("stopped.py", STOPPED);
        for (String kind : List.of("alone", "threads")) {
            for (String signal : List.of("19", "20")) {
                Command.Result result =
                        run(
                                user,
                                "python3",
                                "-c",
                                IN_A_GROUP_OF_ITS_OWN,
                                "python3",
                                program.toString(),
                                kind,
                                signal);
                assertThat(result.output())
                        .as("%s %s", kind, signal)
                        .isEqualTo("stopped T\nconnected 0\n");
            }
        }
    }

    /// The tools that look at memory are forbidden, and its file in /proc is not.
    @Test
    void withoutTheCallsThatReadMemoryConnectsGoOnAndTheDoctorSaysWhatItTried() {
        Path forbid = workshop.compile("gcc", "novmcalls");
        List<String> words = new ArrayList<>(List.of(forbid.toString()));
        words.addAll(workshop.tsocks("--doctor"));
        assertThat(workshop.command(network, User.ROOT, words).result().output())
                .contains("yes  memory of programs can be read and written");
        words = new ArrayList<>(List.of(forbid.toString()));
        words.addAll(workshop.tsocks("-f", policy.toString(), "python3", "-c"));
        words.add(
                "import socket; print(socket.create_connection(('192.0.2.9', 80)).getpeername())");
        assertThat(workshop.command(network, User.ROOT, words).result().output())
                .isEqualTo("('192.0.2.9', 80)\n");
    }
}
