package io.tsocks.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Takes TLS on 127.0.0.1 in front of a server of a test, in this process. It passes the bytes on
/// as they are.
public final class TlsFront implements AutoCloseable {

    private final InetSocketAddress behind;
    private final SSLContext context;
    private final Behaviour behaviour;
    private final ServerSocket listener;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();

    /// What it does with the connections of clients.
    public enum Behaviour {
        /// What a server does.
        PLAIN,
        /// TLS 1.2 and nothing newer.
        OLD,
        /// It wants a certificate from its clients.
        DEMANDING,
        /// It ends connections without `close_notify`.
        ABRUPT,
        /// It sends its bytes one by one.
        DRIBBLING,
        /// It reads the first message of the handshake, and hangs up.
        HANGING_UP,
        /// It takes connections, and never says anything.
        SILENT
    }

    private TlsFront(InetSocketAddress behind, SSLContext context, Behaviour behaviour) {
        this.behind = behind;
        this.context = context;
        this.behaviour = behaviour;
        try {
            listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("tls-front").start(this::accept);
    }

    /// Starts one.
    public static TlsFront start(Identity identity, InetSocketAddress behind) {
        return start(identity, behind, Behaviour.PLAIN);
    }

    /// Starts one that behaves in a certain way.
    ///
    /// @param clients the authorities of the clients that it lets in, if it asks for a certificate
    public static TlsFront start(
            Identity identity,
            InetSocketAddress behind,
            Behaviour behaviour,
            Authority... clients) {
        return new TlsFront(behind, identity.serverContext(clients), behaviour);
    }

    /// The port it listens on.
    public int port() {
        return listener.getLocalPort();
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// How many connections have come so far to the server behind it.
    public int opened() {
        return opened.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                Thread.ofVirtual().name("tls-front-client").start(() -> serve(client));
            } catch (IOException e) {
                // The test has ended.
            }
        }
    }

    private void serve(Socket client) {
        try {
            switch (behaviour) {
                case SILENT -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
                case HANGING_UP -> {
                    client.getInputStream().read(new byte[4096]);
                    client.close();
                }
                case PLAIN, OLD, DEMANDING, ABRUPT, DRIBBLING -> speak(client);
            }
        } catch (IOException e) {
            close(client);
        }
    }

    private void speak(Socket client) throws IOException {
        SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(carrier(client), null, true);
        if (behaviour == Behaviour.OLD) {
            tls.setEnabledProtocols(new String[] {"TLSv1.2"});
        }
        tls.setNeedClientAuth(behaviour == Behaviour.DEMANDING);
        tls.startHandshake();
        Socket server = new Socket(behind.getAddress(), behind.getPort());
        opened.incrementAndGet();
        open.add(server);
        Thread.ofVirtual().start(() -> carry(tls, server, server));
        carry(server, tls, behaviour == Behaviour.ABRUPT ? client : null);
    }

    /// A socket whose bytes leave one by one, if that is the behaviour.
    private Socket carrier(Socket client) {
        return behaviour == Behaviour.DRIBBLING ? new Dribbling(client) : client;
    }

    /// Copies one direction.
    ///
    /// @param cut is closed at the end; null if only the direction is to end
    private static void carry(Socket from, Socket to, @Nullable Socket cut) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            if (cut == null) {
                to.shutdownOutput();
            } else {
                cut.shutdownOutput();
            }
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed anyway.
        }
    }

    @Override
    public void close() {
        close(listener);
        open.forEach(TlsFront::close);
    }
}
