package io.tsocks.runtime;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A proxy on a loopback port, for libraries that can be told of a proxy and of nothing else. It
/// speaks HTTP and SOCKS5 on the same port, connects as the policy says, and serves only clients
/// that know its [Passkey], or of which the kernel says that they belong to this process's user.
///
/// One thread accepts, and each connection has a virtual thread.
final class Bridge implements Closeable {

    private static final int SOCKS5 = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Tsocks tsocks;
    private final ServerSocket listener;
    private final Peers peers;
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

    private Bridge(Tsocks tsocks, ServerSocket listener, Peers peers) {
        this.tsocks = tsocks;
        this.listener = listener;
        this.peers = peers;
    }

    static Bridge open(Tsocks tsocks, Peers peers) throws IOException {
        ServerSocket listener = new ServerSocket(0, 0, InetAddress.ofLiteral("127.0.0.1"));
        Bridge bridge = new Bridge(tsocks, listener, peers);
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
    boolean admits(Socket client, String authorization) throws IOException {
        return passkey.opens(authorization) || peers.isOwn(client);
    }

    /// Whether a client of SOCKS5 is served.
    boolean admits(Socket client, String user, String password) throws IOException {
        return passkey.opens(user, password) || peers.isOwn(client);
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
        try (client) {
            if (listener.isClosed()) {
                return;
            }
            client.setTcpNoDelay(true);
            client.setSoTimeout((int) PATIENCE.toMillis());
            BufferedInputStream in = new BufferedInputStream(client.getInputStream());
            in.mark(1);
            int first = in.read();
            in.reset();
            if (first == SOCKS5) {
                new SocksBridge(this, client, in).run();
            } else if (first >= 0) {
                new HttpBridge(this, client, in).run();
            }
        } catch (IOException e) {
            // The client left, or was told in its own protocol.
        } finally {
            clients.remove(client);
            targets.remove(client);
        }
    }
}
