package io.tsocks.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// An HTTP server that answers every request with the same bytes, keeps every connection open,
/// whatever the request says about that, and remembers the requests.
public final class KeepAliveHttpServer implements AutoCloseable {

    private final ServerSocket listener;
    private final String response;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    private KeepAliveHttpServer(String response) throws IOException {
        this.response = response;
        this.listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofPlatform().daemon().name("target-acceptor").start(this::accept);
    }

    /// Starts a server that gives this answer.
    ///
    /// @param response head and body; after a leading `!`, the server closes the connection after
    ///     them; after a status of 101, it sends back what it receives
    public static KeepAliveHttpServer answering(String response) throws IOException {
        return new KeepAliveHttpServer(response);
    }

    /// Starts a server that answers with its name.
    public static KeepAliveHttpServer named(String name) throws IOException {
        return answering("HTTP/1.1 200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name);
    }

    /// The address where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// The requests, with head and body, in the order in which they came.
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                clients.add(client);
                Thread.ofVirtual().name("target-client").start(() -> serve(client));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            boolean closes = response.startsWith("!");
            do {
                requests.add(request(client.getInputStream()));
                String text = closes ? response.substring(1) : response;
                client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
                if (response.startsWith("HTTP/1.1 101")) {
                    client.getInputStream().transferTo(client.getOutputStream());
                }
            } while (!closes);
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client left.
        }
    }

    private static String request(InputStream in) throws IOException {
        String head = until(in, "\r\n\r\n");
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        if (at >= 0) {
            int end = lower.indexOf('\r', at);
            int length = Integer.parseInt(lower.substring(at + 16, end));
            return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        }
        return lower.contains("transfer-encoding: chunked") ? head + until(in, "0\r\n\r\n") : head;
    }

    private static String until(InputStream in, String end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
