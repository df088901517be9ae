package io.tsocks.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A target for connections through a SOCKS server: a TCP server on a free loopback port that
/// answers in one of a few simple ways. A virtual thread serves each connection.
public final class TargetServer implements AutoCloseable {

    /// Serves one connection.
    private interface Service {
        void serve(Socket client) throws IOException;
    }

    private static final int BACKLOG = 4096;

    private final ServerSocket listener;
    private final Service service;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private TargetServer(InetAddress address, Service service) {
        this.service = service;
        try {
            listener = new ServerSocket(0, BACKLOG, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("target-acceptor").start(this::accept);
    }

    /// Sends back what it receives, on 127.0.0.1.
    public static TargetServer echo() {
        return echo(InetAddress.ofLiteral("127.0.0.1"));
    }

    /// Sends back what it receives.
    ///
    /// @param loopback 127.0.0.1 or `::1`
    public static TargetServer echo(InetAddress loopback) {
        return new TargetServer(
                loopback,
                client -> {
                    client.getInputStream().transferTo(client.getOutputStream());
                    client.shutdownOutput();
                });
    }

    /// Speaks first, like SSH and SMTP servers, and then sends back what it receives.
    public static TargetServer banner(String text) {
        return new TargetServer(
                InetAddress.ofLiteral("127.0.0.1"),
                client -> {
                    client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                    client.getInputStream().transferTo(client.getOutputStream());
                });
    }

    /// Answers each HTTP request with this body and closes.
    public static TargetServer http(String body) {
        return new TargetServer(InetAddress.ofLiteral("127.0.0.1"), client -> http(client, body));
    }

    /// A loopback port on which no server listens.
    public static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The address where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// The port it listens on.
    public int port() {
        return listener.getLocalPort();
    }

    /// How many connections it has accepted so far.
    public int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                clients.add(client);
                Thread.ofVirtual().name("target-client").start(() -> serve(client));
            } catch (IOException e) {
                // Closed by close(), or the client was gone before it was accepted.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            service.serve(client);
        } catch (IOException e) {
            // The client left early, which is its right.
        } finally {
            clients.remove(client);
        }
    }

    private static void http(Socket client, String body) throws IOException {
        BufferedReader request =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        for (String line = request.readLine();
                line != null && !line.isEmpty();
                line = request.readLine()) {}
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        OutputStream out = client.getOutputStream();
        out.write(
                """
                HTTP/1.1 200 OK\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """
                        .formatted(bytes.length)
                        .getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.flush();
    }
}
