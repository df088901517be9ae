package io.tsocks.launcher.inspect;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Does once what users do often, so that the image can keep what the command then loads: the run
/// from which its AOT cache is made. The server it asks is a few lines on loopback.
final class Training {

    private static final byte[] GRANTED = {5, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0};

    private Training() {}

    /// Asks in all ways.
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
        }
    }

    /// Grants everything to everybody without reading much of it.
    private static void serve(ServerSocket listener) {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                if (client.getInputStream().read() == 5) {
                    client.getOutputStream().write(GRANTED);
                    client.shutdownOutput();
                }
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The training is over, or the client was quick.
            }
        }
    }
}
