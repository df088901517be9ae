package io.tsocks.launcher.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tsocks.client.Credentials;
import io.tsocks.client.GssapiLogin;
import io.tsocks.client.HandshakeMode;
import io.tsocks.client.Pipelining;
import io.tsocks.client.ServerGroups;
import io.tsocks.client.tls.ServerTls;
import io.tsocks.engine.PolicyCompiler;
import io.tsocks.engine.PolicyEngine;
import io.tsocks.engine.Resolver;
import io.tsocks.grammar.ConfFile;
import io.tsocks.grammar.ConfParser;
import io.tsocks.linux.Child;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.SeccompListener;
import io.tsocks.linux.Syscall;
import io.tsocks.linux.Trapped;
import io.tsocks.protocol.CredentialsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/// Runs programs under a supervisor in this process.
///
/// @param policy the text of a tsocks.conf
/// @param patience how long a SOCKS server may take in each phase
public record Supervised(String policy, Duration patience, Pipelining pipelining, Journal journal) {

    /// A policy of one SOCKS 5 server for all that is not local.
    static String via(String host, int port) {
        return "server = %s\nserver_port = %d\nserver_type = 5\n".formatted(host, port);
    }

    /// A program that does not wait for the outcome of its connect before it writes. It exits with
    /// what it is told at last.
    static final String WRITES_TOO_EARLY =
            """
            import select, socket, sys
            s = socket.socket(); s.setblocking(False)
            s.connect_ex(('192.0.2.9', 80))
            select.select([], [s], [])
            s.send(b'too early')
            sys.exit(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
            """;

    /// Settings of a supervisor that knows nothing of this machine's environment.
    public static Settings settings(
            String policy,
            Duration patience,
            Pipelining pipelining,
            Settings.Dns dns,
            Journal journal) {
        return settings(policy, patience, pipelining, Settings.NonBlocking.GATE, dns, journal);
    }

    private static Settings settings(
            String policy,
            Duration patience,
            Pipelining pipelining,
            Settings.NonBlocking nonBlocking,
            Settings.Dns dns,
            Journal journal) {
        Routing routing = routing(policy, Resolver.none());
        return settings(routing, patience, pipelining, nonBlocking, dns, journal);
    }

    /// Settings with a login for servers that demand GSSAPI.
    static Settings settings(String policy, Duration patience, GssapiLogin login) {
        return settings(
                routing(policy, Resolver.none()),
                patience,
                Pipelining.of(HandshakeMode.SEQUENTIAL, Runnable::run),
                Settings.NonBlocking.GATE,
                Settings.Dns.TCP,
                _ -> {},
                login);
    }

    /// Decides by a policy.
    ///
    /// @param resolver of the names of servers
    static Routing routing(String policy, Resolver resolver) {
        return Routing.of(engine(policy), resolver);
    }

    static PolicyEngine engine(String policy) {
        ConfFile file = ConfParser.parse("test", policy.getBytes(UTF_8));
        return PolicyEngine.of(PolicyCompiler.compile(file).policy());
    }

    static Settings settings(
            Routing routing,
            Duration patience,
            Pipelining pipelining,
            Settings.NonBlocking nonBlocking,
            Settings.Dns dns,
            Journal journal) {
        GssapiLogin none =
                _ -> {
                    throw new CredentialsException("no tickets in this test");
                };
        return settings(routing, patience, pipelining, nonBlocking, dns, journal, none);
    }

    private static Settings settings(
            Routing routing,
            Duration patience,
            Pipelining pipelining,
            Settings.NonBlocking nonBlocking,
            Settings.Dns dns,
            Journal journal,
            GssapiLogin login) {
        return new Settings(
                routing,
                new ServerGroups(_ -> {}),
                Credentials.of(Map.of(), "somebody"),
                ServerTls.ofThisProcess(),
                login,
                pipelining,
                nonBlocking,
                Settings.Udp.DENY,
                dns,
                FakeNet.DEFAULT,
                Settings.Unix.ALLOW,
                UnixServers.beforeTheRun(),
                new LookupWatch(),
                new Settings.Deadlines(patience, patience, patience),
                journal);
    }

    /// Runs a Python program to its end, and gives its exit code.
    int python(String program) throws Exception {
        return python(program, Settings.NonBlocking.GATE);
    }

    /// Runs a Python program to its end, and gives its exit code.
    int python(String program, Settings.NonBlocking nonBlocking) throws Exception {
        SeccompListener[] listener = new SeccompListener[1];
        FutureTask<Integer> start =
                new FutureTask<>(
                        () -> {
                            listener[0] = SeccompListener.install(Trapped.SENDS);
                            List<byte[]> command =
                                    Stream.of("python3", "-c", program)
                                            .map(word -> word.getBytes(UTF_8))
                                            .toList();
                            return Child.spawn("python3", command).orThrow("posix_spawnp");
                        });
        Thread.ofPlatform().start(start).join();
        int pid = start.get();
        Settings settings =
                settings(policy, patience, pipelining, nonBlocking, Settings.Dns.LOCAL, journal);
        Supervisor supervisor = Supervisor.of(listener[0], settings);
        Thread loop = Thread.ofPlatform().start(supervisor::run);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(4, 4);
            Kernel.ofThisProcess().call(Syscall.WAIT4, pid, status.address(), 0, 0);
            loop.join();
            supervisor.relay().await();
            return status.get(ValueLayout.JAVA_INT, 0) >> 8;
        }
    }
}
