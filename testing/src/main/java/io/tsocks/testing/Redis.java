package io.tsocks.testing;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// An empty Redis server on a free port of 127.0.0.1, which keeps nothing.
public final class Redis implements AutoCloseable {

    private final int port;
    private final Path folder;
    private final RunningProgram program;

    private Redis(int port, Path folder, RunningProgram program) {
        this.port = port;
        this.folder = folder;
        this.program = program;
    }

    /// Starts a server.
    public static Redis start() {
        Path folder = Folders.create("redis");
        int port = TargetServer.closedPort();
        Command command =
                Command.of(
                        Programs.get("redis-server").toString(),
                        "--port",
                        "" + port,
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        folder.toString());
        RunningProgram program = RunningProgram.start(command, folder.resolve("log"));
        program.awaitListening(port);
        return new Redis(port, folder, program);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() {
        program.close();
        Folders.delete(folder);
    }
}
