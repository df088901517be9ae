package io.tsocks.gateway;

import static io.tsocks.client.testing.Clients.LOOPBACK;
import static io.tsocks.client.testing.Clients.SOON;

import io.tsocks.client.Tsocks;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A gateway on a free port of 127.0.0.1 for the time of a test, its policy, and what it tells.
final class TestGateway implements AutoCloseable {

    static final ListenAddress ANY_PORT = new ListenAddress.Tcp(new InetSocketAddress(LOOPBACK, 0));

    final Gateway gateway;
    final Queue<GatewayEvent> events = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<GatewayEvent.Closed> closed = new LinkedBlockingQueue<>();
    private volatile ActivePolicy policy;

    private TestGateway(Tsocks tsocks, GatewayConfig config) throws IOException {
        policy = new ActivePolicy(tsocks, "r1");
        gateway =
                Gateway.start(
                        () -> policy,
                        config,
                        event -> {
                            tell(event);
                        });
    }

    static TestGateway with(Tsocks tsocks) throws IOException {
        return with(tsocks, config -> config);
    }

    static TestGateway with(Tsocks tsocks, UnaryOperator<GatewayConfig> settings)
            throws IOException {
        return new TestGateway(
                tsocks, settings.apply(GatewayConfig.of(ListenerConfig.open(ANY_PORT))));
    }

    private synchronized void tell(GatewayEvent event) {
        events.add(event);
        if (event instanceof GatewayEvent.Closed end) {
            closed.add(end);
        }
        notifyAll();
    }

    /// The events of a type, once there are so many of them.
    synchronized <T extends GatewayEvent> List<T> awaitTold(Class<T> type, int count)
            throws InterruptedException {
        while (told(type).size() < count) {
            wait();
        }
        return told(type);
    }

    /// A gateway whose policy is this text.
    static TestGateway of(String policy) throws IOException {
        return with(Tsocks.parse(policy));
    }

    static TestGateway forUsers(Tsocks tsocks, Users users) throws IOException {
        return new TestGateway(tsocks, GatewayConfig.of(ListenerConfig.of(ANY_PORT, users)));
    }

    /// Puts another policy in force, without telling the gateway.
    void replace(Tsocks tsocks, String revision) {
        policy = new ActivePolicy(tsocks, revision);
    }

    int port() {
        return ((ListenAddress.Tcp) gateway.addresses().getFirst()).address().getPort();
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(LOOPBACK, port());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    /// Asks for a tunnel by SOCKS 5, and reads the reply.
    ///
    /// @throws IOException if it is refused, with the code
    Socket socks5(String host, int port) throws IOException {
        Socket socket = connect();
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream()
                .write(
                        HexFormat.of()
                                .parseHex(
                                        "050100050100"
                                                + "03%02x".formatted(name.length)
                                                + HexFormat.of().formatHex(name)
                                                + "%04x".formatted(port)));
        byte[] reply = socket.getInputStream().readNBytes(12);
        if (reply.length < 12 || reply[3] != 0) {
            socket.close();
            throw new IOException(
                    "refused with "
                            + HexFormat.of().formatHex(reply)
                            + told(GatewayEvent.Refused.class));
        }
        return socket;
    }

    /// Sends bytes, and returns all that comes back.
    String exchangeHex(String hex) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
            socket.shutdownOutput();
            return HexFormat.of().formatHex(socket.getInputStream().readAllBytes());
        }
    }

    /// Sends a text, and returns all that comes back.
    String exchange(String text) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /// The end of the next connection that ends.
    GatewayEvent.Closed awaitClosed() throws InterruptedException {
        GatewayEvent.Closed end = closed.poll(SOON.toSeconds(), TimeUnit.SECONDS);
        if (end == null) {
            throw new AssertionError("no connection has ended: " + events);
        }
        return end;
    }

    /// The way of a client that has one.
    static ConnectionInfo.Route route(ConnectionInfo connection) {
        return Objects.requireNonNull(connection.route());
    }

    /// The way of a flow that has one.
    static ConnectionInfo.Route route(ConnectionInfo.Flow flow) {
        return Objects.requireNonNull(flow.route());
    }

    <T extends GatewayEvent> List<T> told(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() throws IOException {
        gateway.close();
    }
}
