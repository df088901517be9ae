package io.tsocks.testserver;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A SOCKS 4, 4a and 5 server for tests, on loopback.
///
/// ```java
/// try (SocksTestServer server = SocksTestServer.builder().login("alice", "secret").start()) {
///     client.connectThrough(server.address());
///     assertThat(server.awaitSession(1).flights()).isEqualTo(3);
/// }
/// ```
///
/// It performs CONNECT, BIND and UDP ASSOCIATE for real, records what each client did
/// ([Session]), and misbehaves on request ([Fault]). It contacts loopback addresses only, unless
/// [SocksTestServerBuilder#reachAnywhere()] says otherwise.
///
/// Each connection has a virtual thread of its own. All methods may be called from any thread.
public final class SocksTestServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A thousand clients at once are not unusual in a test.
    private static final int BACKLOG = 4096;

    private final Settings settings;
    private final ServerSocket listener;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    /// Replaced as a whole by tests; read by the acceptor at each connection.
    private volatile Faults faults;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition accepted = lock.newCondition();

    // Guarded by lock.
    private final List<Session> sessions = new ArrayList<>();

    SocksTestServer(Settings settings, List<Fault> faults) {
        this.settings = settings;
        this.faults = new Faults(faults);
        try {
            listener = new ServerSocket(settings.port(), BACKLOG, settings.address());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + settings.port(), e);
        }
        acceptor = Thread.ofVirtual().name("socks-acceptor").start(this::accept);
    }

    /// A builder of a server. Unless configured otherwise, the server asks for no login, speaks
    /// SOCKS 4, 4a and 5, and performs CONNECT, BIND and UDP ASSOCIATE.
    public static SocksTestServerBuilder builder() {
        return new SocksTestServerBuilder();
    }

    /// Starts a server with the defaults of [#builder()].
    public static SocksTestServer start() {
        return builder().start();
    }

    /// The address where it listens: a loopback address and the real port.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// The address it listens on, without brackets.
    public String host() {
        return settings.address().getHostAddress();
    }

    /// The port it listens on, 1 to 65535.
    public int port() {
        return listener.getLocalPort();
    }

    /// Sets the faults for connections from now on; without any, the server behaves well.
    public void behave(Fault... faults) {
        this.faults = new Faults(List.of(faults));
    }

    /// All connections so far, in the order of acceptance.
    public List<Session> sessions() {
        lock.lock();
        try {
            return List.copyOf(sessions);
        } finally {
            lock.unlock();
        }
    }

    /// How many connections are open now. A connection ends when its client leaves, but the server
    /// notices that a moment later: [Session#awaitEnd] waits for it.
    public int openConnections() {
        return clients.size();
    }

    /// The connection with this number, from 1; waits up to 30 seconds for it.
    ///
    /// @throws AssertionError if it does not come
    public Session awaitSession(int number) throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (sessions.size() < number) {
                if (left <= 0) {
                    throw new AssertionError("connection " + number + " did not come");
                }
                left = accepted.awaitNanos(left);
            }
            return sessions.get(number - 1);
        } finally {
            lock.unlock();
        }
    }

    /// The connection with this number, from 1, after it has ended; waits up to 30 seconds for
    /// that.
    ///
    /// @throws AssertionError if it does not come or does not end
    public Session awaitEnd(int number) throws InterruptedException {
        Session session = awaitSession(number);
        session.awaitEnd(PATIENCE);
        return session;
    }

    /// Stops listening and ends all connections, including those to targets, even if a client or a
    /// target keeps its end open. Returns when no thread of the server runs any more. Closing twice
    /// does nothing.
    @Override
    public void close() {
        Sockets.close(listener);
        clients.forEach(Sockets::close);
        try {
            acceptor.join();
            clients.forEach(Sockets::close);
            sessions().forEach(Session::abandon);
            for (Session session : sessions()) {
                session.awaitEnd(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                acceptOne();
            } catch (IOException e) {
                // Closed by close(), or the client was gone before it was accepted.
            }
        }
    }

    private void acceptOne() throws IOException {
        Socket client = listener.accept();
        clients.add(client);
        Session session = record();
        Faults now = faults;
        Thread.ofVirtual()
                .name("socks-client-" + session.number())
                .start(() -> serve(client, session, now));
    }

    private Session record() {
        lock.lock();
        try {
            Session session = new Session(sessions.size() + 1);
            sessions.add(session);
            accepted.signalAll();
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void serve(Socket client, Session session, Faults now) {
        try (client) {
            client.setTcpNoDelay(true);
            converse(client, session, now);
        } catch (IOException e) {
            session.ending(String.valueOf(e.getMessage()));
        } finally {
            clients.remove(client);
            session.ended();
        }
    }

    private void converse(Socket client, Session session, Faults now) throws IOException {
        try {
            new Conversation(client, settings, now, session).run();
            session.ending("done");
        } catch (Hangup hangup) {
            session.ending(String.valueOf(hangup.getMessage()));
            if (client.getSoLinger() != 0) {
                partInGoodOrder(client);
            }
        }
    }

    /// Ends the connection in good order: closing with unread bytes would send a reset, which may
    /// overtake the last answer.
    private static void partInGoodOrder(Socket client) throws IOException {
        client.shutdownOutput();
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
}
