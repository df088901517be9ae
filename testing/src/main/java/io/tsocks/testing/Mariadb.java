package io.tsocks.testing;

import java.nio.file.Path;

/// An empty MariaDB server on a free port of 127.0.0.1, which lets every user do everything.
public final class Mariadb implements AutoCloseable {

    private final int port;
    private final Path folder;
    private final RunningProgram program;

    private Mariadb(int port, Path folder, RunningProgram program) {
        this.port = port;
        this.folder = folder;
        this.program = program;
    }

    /// Serves an empty folder, without the tables of users that it would need to ask for passwords.
    public static Mariadb start() {
        Path folder = Folders.create("mariadb");
        int port = TargetServer.closedPort();
        Command command =
                Command.of(
                        Programs.get("mariadbd").toString(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + folder,
                        "--skip-grant-tables",
                        "--skip-networking=0",
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--socket=" + folder.resolve("socket"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--innodb-log-file-size=4M",
                        "--innodb-flush-method=nosync");
        RunningProgram program = RunningProgram.start(command, folder.resolve("log"));
        program.awaitLog("ready for connections");
        return new Mariadb(port, folder, program);
    }

    /// The port where it listens.
    public int port() {
        return port;
    }

    @Override
    public void close() {
        program.close();
        Folders.delete(folder);
    }
}
