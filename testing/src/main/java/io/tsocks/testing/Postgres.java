package io.tsocks.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An empty PostgreSQL server on a free port of 127.0.0.1, which trusts every client.
public final class Postgres implements AutoCloseable {

    private static final String USER = "tsocks";

    private final int port;
    private final Path folder;
    private final RunningProgram program;

    private Postgres(int port, Path folder, RunningProgram program) {
        this.port = port;
        this.folder = folder;
        this.program = program;
    }

    /// Makes a cluster and serves it.
    public static Postgres start() {
        Path folder = Folders.create("postgres");
        if (Root.isMe()) {
            Command.of("chown", "nobody", folder.toString()).run();
        }
        Path data = folder.resolve("data");
        unprivileged("initdb", "-D", data.toString(), "-U", USER, "-A", "trust", "--no-sync").run();
        int port = TargetServer.closedPort();
        Command command =
                unprivileged(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off");
        RunningProgram program = RunningProgram.start(command, folder.resolve("log"));
        program.awaitLog("ready to accept connections");
        return new Postgres(port, folder, program);
    }

    /// The address where it listens.
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /// The user to log in as, without a password.
    public String user() {
        return USER;
    }

    @Override
    public void close() {
        program.close();
        Folders.delete(folder);
    }

    /// A command that runs without privileges, because PostgreSQL refuses to run as root.
    private static Command unprivileged(String program, String... arguments) {
        List<String> words = new ArrayList<>();
        if (Root.isMe()) {
            words.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        words.add(Programs.get(program).toString());
        words.addAll(List.of(arguments));
        return Command.of(words.toArray(String[]::new));
    }
}
