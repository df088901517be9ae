package io.tsocks.launcher.inspect;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The training run for the image's AOT cache: does once what users do often, so that the cache
/// contains the classes that the command then loads. The server that it asks is a few lines on
/// loopback.
final class Training {

    private static final byte[] GRANTED = {5, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0};

    private Training() {}

    /// Asks in all the usual ways.
    public static void main(String[] arguments) throws IOException {
        var sink = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var command = new InspectCommand(sink, sink, Map.of("TSOCKS_PASSWORD", "training"));
        command.run("--help");
        command.run("--version");
        command.run("--no-such-option");
        try (var listener = new ServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1"))) {
            Thread.ofPlatform().daemon().start(() -> serve(listener));
            String server = "127.0.0.1:" + listener.getLocalPort();
            command.run("--timeout", "1", server);
            command.run("--timeout", "1", "--json", "--user", "training", server);
            command.run("--timeout", "1", server, server);
        }
    }

    /// Grants every request without reading much of it.
    private static void serve(ServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                if (client.getInputStream().read() == 5) {
                    client.getOutputStream().write(GRANTED);
                    client.shutdownOutput();
                }
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The training is over, or the client has gone.
            }
        }
    }
}
