package io.tsocks.testing;

import java.nio.file.Path;

/// An empty RabbitMQ broker on a free port of 127.0.0.1, with its user `guest`.
public final class RabbitMq implements AutoCloseable {

    /// Where Debian has it. The program of that name on the PATH changes the user, and keeps its
    /// files where the system's own broker does.
    private static final String SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private final int port;
    private final Path folder;
    private final RunningProgram names;
    private final RunningProgram broker;

    private RabbitMq(int port, Path folder, RunningProgram names, RunningProgram broker) {
        this.port = port;
        this.folder = folder;
        this.names = names;
        this.broker = broker;
    }

    /// Starts a broker, and the server of Erlang's names that it wants. It would start one itself
    /// and leave it behind.
    public static RabbitMq start() {
        Path folder = Folders.create("rabbitmq");
        int namesPort = TargetServer.closedPort();
        int port = TargetServer.closedPort();
        Command epmd = Command.of("epmd", "-address", "127.0.0.1", "-port", "" + namesPort);
        RunningProgram names = RunningProgram.start(epmd, folder.resolve("names.log"));
        names.awaitListening(namesPort);
        Command server =
                Command.of(SERVER)
                        .with("HOME", folder.toString())
                        .with("ERL_EPMD_ADDRESS", "127.0.0.1")
                        .with("ERL_EPMD_PORT", "" + namesPort)
                        .with("RABBITMQ_CONF_ENV_FILE", "/dev/null")
                        .with("RABBITMQ_CONFIG_FILES", folder.resolve("none").toString())
                        .with("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("none").toString())
                        .with("RABBITMQ_LOGS", "-")
                        .with("RABBITMQ_MNESIA_BASE", folder.toString())
                        .with("RABBITMQ_NODENAME", "tsocks@localhost")
                        .with("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
                        .with("RABBITMQ_NODE_PORT", "" + port)
                        .with("RABBITMQ_DIST_PORT", "" + TargetServer.closedPort())
                        .with(
                                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                                "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}");
        RunningProgram broker = RunningProgram.start(server, folder.resolve("broker.log"));
        try {
            broker.awaitLog("Server startup complete");
        } catch (IllegalStateException e) {
            names.close();
            throw e;
        }
        return new RabbitMq(port, folder, names, broker);
    }

    /// The port where it listens.
    public int port() {
        return port;
    }

    @Override
    public void close() {
        broker.close();
        names.close();
        Folders.delete(folder);
    }
}
