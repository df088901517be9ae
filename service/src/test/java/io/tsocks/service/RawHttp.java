package io.tsocks.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/// A connection of HTTP/1.1 on which a test sends what no client would.
record RawHttp(Socket socket) implements AutoCloseable {

    private static final int BUFFER = 8192;

    /// A connection to a port on loopback.
    static RawHttp to(int port) throws IOException {
        return new RawHttp(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// Sends a text as it is, with line ends of HTTP.
    void send(String text) throws IOException {
        socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /// Sends the lines of a head.
    void head(String... lines) throws IOException {
        send(String.join("\n", List.of(lines)) + "\n\n");
    }

    /// The next line; empty at the end.
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /// All that comes until the service closes; what has come if it resets the connection.
    String rest() throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                text.append(new String(buffer, 0, read, ISO_8859_1));
            }
        } catch (IOException _) {
            // The service has not read all that was sent.
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
