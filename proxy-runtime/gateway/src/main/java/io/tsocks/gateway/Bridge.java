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

/// A proxy on a loopback port, for libraries that can be told of a proxy and of nothing else. It
/// speaks HTTP and SOCKS5 on the same port, connects as the policy says, and serves only clients
/// that know its [Passkey], or of which the kernel says that they belong to this process's user.
/// Those that have shown neither yet are [Strangers], whose number and time are bounded.
///
/// One thread accepts, and each connection has a virtual thread.
final class Bridge implements Closeable {

    private static final int SOCKS5 = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Java's own, 50, is full after a burst, and the kernel then lets clients wait for a second.
    private static final int BACKLOG = 1024;

    private final Tsocks tsocks;
    private final ServerSocket listener;
    private final Peers peers;
    private final Duration patience;
    private final Strangers strangers = new Strangers();
    private final Passkey passkey = Passkey.random();

    /// Whether the program has asked for the passkey, and so may be asked for it.
    private volatile boolean isPasskeyKnown;

    /// Not a virtual thread: the kernel would go on listening while one waits in accept().
    private final Thread acceptor =
            Thread.ofPlatform().daemon().name("tsocks-bridge").unstarted(this::accept);

    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    /// Where each client was connected to.
    private final Map<Socket, Socket> targets = new ConcurrentHashMap<>();

    /// Tells of a client without the passkey whether it may be served.
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

    /// @param peers of the address that the bridge gets
    static Bridge open(Tsocks tsocks, Function<InetSocketAddress, Peers> peers) throws IOException {
        return open(tsocks, peers, PATIENCE);
    }

    /// @param patience how long a client may take to show that it is of this program
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

    /// What the program gives to its clients.
    Passkey passkey() {
        isPasskeyKnown = true;
        return passkey;
    }

    /// Whether a client of HTTP is served.
    ///
    /// @param authorization its Proxy-Authorization, perhaps empty
    /// @throws HttpProblem if it was displaced
    boolean admits(Stranger client, String authorization) throws IOException {
        return admits(client, passkey.opens(authorization));
    }

    /// Whether a client of SOCKS5 is served.
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
            throw Stranger.displaced();
        }
        client.admit(PATIENCE);
        return true;
    }

    /// Whether to ask a client of SOCKS5 that can log in to do so. The kernel takes longer to say
    /// who it is, but a program that was not told the passkey may ask a person for a password.
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

    /// The kernel listens until the call that waits in accept() has come back.
    private void awaitAcceptor() {
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Connects for a client, as the policy says.
    ///
    /// @return closed by the caller, or by [#close] where that is earlier
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
                new SocksBridge(this, stranger, in).run();
            } else {
                new HttpBridge(this, stranger, in).run();
            }
        } catch (IOException e) {
            // The client left, or was told in its own protocol.
        } finally {
            strangers.leave(stranger);
            clients.remove(client);
            targets.remove(client);
        }
    }

    /// By the first byte. A client that sends none in time is told so in HTTP.
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
