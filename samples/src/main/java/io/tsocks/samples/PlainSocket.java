package io.tsocks.samples;

import io.tsocks.client.Tsocks;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// `PlainSocket FILE HOST PORT`: sends a line to the host, and prints what comes back.
public final class PlainSocket {

    private PlainSocket() {}

    public static void main(String[] args) throws IOException {
        Tsocks tsocks = Tsocks.load(Path.of(args[0]));
        try (Socket socket = tsocks.connect(args[1], Integer.parseInt(args[2]))) {
            socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(System.out);
        }
    }
}
