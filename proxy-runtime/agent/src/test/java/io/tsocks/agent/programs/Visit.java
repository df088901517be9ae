package io.tsocks.agent.programs;

import com.sun.nio.sctp.SctpChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A program that knows nothing of tsocks. It visits an HTTP server in one of the JDK's ways, and
/// prints the address of the peer and the first line of the answer, or the exception.
public final class Visit {

    private static final byte[] REQUEST =
            "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Visit() {}

    /// Makes one visit.
    ///
    /// @param arguments the way, the host, the port, and for some ways one more word
    public static void main(String... arguments) throws Exception {
        String host = arguments[1];
        int port = Integer.parseInt(arguments[2]);
        String more = arguments.length > 3 ? arguments[3] : "";
        try {
            System.out.println(visit(arguments[0], host, port, more));
        } catch (ExecutionException e) {
            print(e.getCause());
        } catch (IOException | UncheckedIOException e) {
            print(e);
        }
    }

    /// Some libraries wrap what a socket throws.
    private static void print(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        for (Throwable e = failure.getCause(); e != null; e = e.getCause()) {
            text.append(" <- ").append(e);
        }
        System.out.println(text);
    }

    static String visit(String way, String host, int port, String more) throws Exception {
        return switch (way) {
            case "nothing" -> "did nothing";
            case "Socket" -> {
                try (Socket socket = new Socket(host, port)) {
                    yield talk(socket);
                }
            }
            case "Socket-timed" -> timed(new Socket(), host, port, Integer.parseInt(more));
            case "Socket-proxy" -> proxied(host, port, more);
            case "virtual-thread" -> virtual(host, port);
            case "SocketChannel" -> {
                try (var channel = SocketChannel.open(new InetSocketAddress(host, port))) {
                    yield talk(channel.socket());
                }
            }
            case "adaptor" -> {
                try (var channel = SocketChannel.open()) {
                    yield timed(channel.socket(), host, port, Integer.parseInt(more));
                }
            }
            case "non-blocking" -> nonBlocking(host, port);
            case "asynchronous" -> asynchronous(host, port);
            case "URLConnection" -> url(host, port);
            case "HttpClient" -> httpClient(host, port);
            case "DatagramSocket" -> datagram(host, port);
            case "DatagramChannel" -> {
                try (var channel = DatagramChannel.open()) {
                    channel.connect(new InetSocketAddress(host, port));
                    yield "connected";
                }
            }
            case "lookup" -> lookup(host);
            case "reachable" -> "reachable: " + InetAddress.getByName(host).isReachable(1000);
            case "SCTP" -> {
                try (var channel = SctpChannel.open(new InetSocketAddress(host, port), 1, 1)) {
                    yield "connected " + channel.getRemoteAddresses();
                }
            }
            case "multicast" -> multicast(host, port);
            case "this-machine" -> "" + InetAddress.getLocalHost();
            default -> throw new IllegalArgumentException(way);
        };
    }

    private static String timed(Socket socket, String host, int port, int millis)
            throws IOException {
        try (socket) {
            socket.connect(new InetSocketAddress(host, port), millis);
            return talk(socket);
        }
    }

    private static String proxied(String host, int port, String proxy) throws IOException {
        URI at = URI.create(proxy);
        SocketAddress address = new InetSocketAddress(at.getHost(), at.getPort());
        try (Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, address))) {
            socket.connect(InetSocketAddress.createUnresolved(host, port));
            return talk(socket);
        }
    }

    private static String virtual(String host, int port) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread ignored =
                Thread.startVirtualThread(
                        () -> {
                            try (Socket socket = new Socket(host, port)) {
                                answer.complete(talk(socket));
                            } catch (IOException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        return answer.get();
    }

    private static String talk(Socket socket) throws IOException {
        SocketAddress peer = socket.getRemoteSocketAddress();
        socket.getOutputStream().write(REQUEST);
        var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
        return peer + " " + new BufferedReader(in).readLine();
    }

    private static String nonBlocking(String host, int port) throws IOException {
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            if (channel.connect(new InetSocketAddress(host, port))) {
                throw new IllegalStateException("connected at once");
            }
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            while (!key.isConnectable()) {
                selector.select();
            }
            if (!channel.isConnectionPending()) {
                throw new IllegalStateException("not pending");
            }
            channel.finishConnect();
            key.cancel();
            selector.selectNow();
            channel.configureBlocking(true);
            return talk(channel.socket());
        }
    }

    private static String asynchronous(String host, int port) throws Exception {
        try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            channel.connect(
                    new InetSocketAddress(host, port),
                    null,
                    new CompletionHandler<Void, Void>() {
                        @Override
                        public void completed(Void result, Void attachment) {
                            answer.complete("connected");
                        }

                        @Override
                        public void failed(Throwable failure, Void attachment) {
                            answer.completeExceptionally(failure);
                        }
                    });
            String ignored = answer.get();
            int sent = channel.write(ByteBuffer.wrap(REQUEST)).get();
            ByteBuffer in = ByteBuffer.allocate(15);
            while (sent > 0 && in.hasRemaining() && channel.read(in).get() >= 0) {}
            String line = new String(in.array(), StandardCharsets.US_ASCII);
            return channel.getRemoteAddress() + " " + line;
        }
    }

    private static String url(String host, int port) throws IOException {
        var url = URI.create("http://" + host + ":" + port + "/").toURL();
        URLConnection connection = url.openConnection();
        connection.connect();
        return connection.getHeaderField(0);
    }

    private static String httpClient(String host, int port) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/")).build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return "HTTP/1.1 " + answer.statusCode() + " OK";
        }
    }

    private static String datagram(String host, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress(host, port)));
            return "sent";
        }
    }

    private static String multicast(String host, int port) throws IOException {
        try (MulticastSocket socket = new MulticastSocket()) {
            socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName(host), port));
            return "sent";
        }
    }

    private static String lookup(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        InetAddress bare = InetAddress.getByAddress(address.getAddress());
        return address + " " + bare.getHostName();
    }
}
