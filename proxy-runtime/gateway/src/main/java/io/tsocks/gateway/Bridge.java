package io.tsocks.gateway;

import io.tsocks.client.Tsocks;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// A proxy on a loopback port, for libraries that can only be configured with a proxy. It speaks
/// HTTP and SOCKS 5 on the same port, and connects as the policy says. It serves only clients that
/// know its [Passkey], or that belong to this process's user according to the kernel. Clients that
/// have shown neither yet are [Strangers], whose number and time are bounded.
///
/// One thread accepts, and each connection has a virtual thread.
final class Bridge implements Closeable {

    private static final int SOCKS5 = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A burst fills Java's default of 50, and the kernel then makes clients wait for a second.
    private static final int BACKLOG = 1024;

    private final Tsocks tsocks;
    private final ServerSocket listener;
    private final Peers peers;
    private final Duration patience;
    private final Strangers strangers = new Strangers();
    private final Passkey passkey = Passkey.random();

    /// Whether the program has fetched the passkey, so that its clients may be asked for it.
    private volatile boolean isPasskeyKnown;

    /// Not a virtual thread: while one waits in accept(), the kernel would go on listening after a
    /// close.
    private final Thread acceptor =
            Thread.ofPlatform().daemon().name("tsocks-bridge").unstarted(this::accept);

    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    /// The connection to the target of each client.
    private final Map<Socket, Socket> targets = new ConcurrentHashMap<>();

    /// Tells whether a client without the passkey may be served.
    @FunctionalInterface
    interface Peers {
        boolean isOwn(Socket accepted) throws IOException;
    }

    private Bridge(
            Tsocks tsocks,
            ServerSocket listener,
            Function<InetSocketAddress, Peers> peers,
            Duration patience) {
        this.tsocks = tsocks;
        this.listener = listener;
        this.peers = peers.apply((InetSocketAddress) listener.getLocalSocketAddress());
        this.patience = patience;
    }

    /// @param peers makes the check of clients from the bridge's address
    static Bridge open(Tsocks tsocks, Function<InetSocketAddress, Peers> peers) throws IOException {
        return open(tsocks, peers, PATIENCE);
    }

    /// @param patience how long a client may take to show that it belongs to this program
    static Bridge open(Tsocks tsocks, Function<InetSocketAddress, Peers> peers, Duration patience)
            throws IOException {
        ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
        Bridge bridge = new Bridge(tsocks, listener, peers, patience);
        bridge.acceptor.start();
        return bridge;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// The passkey that the program gives to its clients.
    Passkey passkey() {
        isPasskeyKnown = true;
        return passkey;
    }

    /// Whether an HTTP client is served.
    ///
    /// @param authorization its Proxy-Authorization; may be empty
    /// @throws HttpProblem if it was displaced
    boolean admits(Stranger client, String authorization) throws IOException {
        return admits(client, passkey.opens(authorization));
    }

    /// Whether a SOCKS 5 client is served.
    ///
    /// @throws HttpProblem if it was displaced
    boolean admits(Stranger client, String user, String password) throws IOException {
        return admits(client, passkey.opens(user, password));
    }

    private boolean admits(Stranger client, boolean hasPasskey) throws IOException {
        if (!hasPasskey && !peers.isOwn(client.socket())) {
            return false;
        }
        if (!strangers.leave(client)) {
            throw client.displaced();
        }
        client.admit(PATIENCE);
        return true;
    }

    /// Whether to ask a SOCKS 5 client that can log in to do so. This is faster than asking the
    /// kernel who it is, but a program that does not know the passkey might ask a person for a
    /// password.
    boolean prefersLogin() {
        return isPasskeyKnown;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        awaitAcceptor();
        for (Socket client : clients) {
            client.close();
        }
        for (Socket target : targets.values()) {
            target.close();
        }
    }

    /// Waits for the accepting thread: the kernel listens until its call of accept() has returned.
    private void awaitAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Connects for a client, as the policy says.
    ///
    /// @return the connection, closed by the caller, or by [#close] if that is earlier
    Socket connect(Socket client, String host, int port) throws IOException {
        Socket target = tsocks.connect(host, port);
        targets.put(client, target);
        if (listener.isClosed()) {
            target.close();
        }
        return target;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                clients.add(client);
                Thread.ofVirtual().name("tsocks-bridge").start(() -> serve(client));
            } catch (IOException e) {
                // Closed, or the client was gone before it was accepted.
            }
        }
    }

    private void serve(Socket client) {
        Stranger stranger = new Stranger(client, patience);
        try (client) {
            if (listener.isClosed()) {
                return;
            }
            strangers.enter(stranger);
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(stranger.input());
            if (isSocks(in)) {
                new SocksBridge(this, stranger).run(in);
            } else {
                new HttpBridge(new OfHttp(stranger), client, in).run();
            }
        } catch (IOException e) {
            // The client left, or was told of the failure in its own protocol.
        } finally {
            strangers.leave(stranger);
            clients.remove(client);
            targets.remove(client);
        }
    }

    /// The host of an HTTP client.
    private final class OfHttp implements HttpHost {

        private final Stranger stranger;
        private final Duplex client;

        OfHttp(Stranger stranger) {
            this.stranger = stranger;
            this.client = Duplex.of(stranger.socket());
        }

        @Override
        public int headBytes() {
            return HeadReader.LONGEST;
        }

        @Override
        public boolean admits(String authorization) throws IOException {
            return Bridge.this.admits(stranger, authorization);
        }

        @Override
        public String challenge() {
            return "This port serves the program that opened it. Its requests carry the"
                    + " Proxy-Authorization of PolicyProxySelector.authorization().\n";
        }

        @Override
        public boolean breaksOffAnswers() {
            return true;
        }

        @Override
        public void accepted(HttpRequest request) {}

        @Override
        public Duplex connect(HttpTarget target) throws IOException {
            return Duplex.of(
                    Bridge.this.connect(
                            stranger.socket(), target.address().host(), target.address().port()));
        }

        @Override
        public Duplex client() {
            return client;
        }

        @Override
        public void relay(InputStream fromClient, Duplex target) throws IOException {
            try (target) {
                boolean ignored = Relay.run(client, fromClient, target, target.input());
            }
        }
    }

    /// Whether the client speaks SOCKS, judged by its first byte. A client that sends none in time
    /// gets an answer in HTTP.
    private static boolean isSocks(InputStream in) throws IOException {
        in.mark(1);
        try {
            return in.read() == SOCKS5;
        } catch (HttpProblem e) {
            return false;
        } finally {
            in.reset();
        }
    }
}
