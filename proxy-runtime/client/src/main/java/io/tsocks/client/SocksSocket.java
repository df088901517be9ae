package io.tsocks.client;

import io.tsocks.protocol.Encapsulation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A socket whose connect goes where the policy says. Its remote address is the destination, not
/// the SOCKS server. If the destination is a name that the server resolves, [#getInetAddress] is a
/// stand-in, with which a program can connect to the name again.
///
/// Interrupting a thread that connects closes the socket. For a thread that reads or writes, an
/// interrupt has the effect that it has on Java's own sockets, unless the client was built to close
/// on an interrupt.
final class SocksSocket extends DelegatingSocket {

    private final Tsocks client;
    private final Cancellation cancellation = new Cancellation();

    /// Replaced by the connecting thread, for each attempt after the first; read by all threads.
    private volatile Socket socket;

    /// Set once, when connected; read by all threads.
    private volatile @Nullable Connection connection;

    /// The closing thread writes this and then reads [#connection]. The connecting thread does the
    /// reverse, so one of them closes the new connection.
    private volatile boolean closed;

    /// The read timeout in milliseconds; the handshake has timeouts of its own.
    private volatile int readTimeout;

    /// Set if the connect failed and its caller must not know yet; read by all threads.
    private volatile @Nullable MailFallback withheld;

    private final Interruption interruption = new Interruption(this);

    private SocksSocket(Tsocks client, Socket socket, @Nullable Connection connection)
            throws SocketException {
        this.client = client;
        this.socket = socket;
        this.connection = connection;
    }

    /// An unconnected socket.
    static SocksSocket unconnected(Tsocks client) throws IOException {
        return new SocksSocket(client, Dialer.Sockets.PLAIN.open(), null);
    }

    /// The socket of a connection.
    static SocksSocket of(Tsocks client, Connection connection) throws SocketException {
        return new SocksSocket(client, connection.socket(), connection);
    }

    @Override
    Socket delegate() {
        return socket;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /// Connects as the policy says. If this fails, the socket is closed.
    ///
    /// @param endpoint an [InetSocketAddress]; an unresolved one is resolved only if the policy
    ///     needs its address, and for a resolved one the address counts, not its name
    /// @param timeout in milliseconds; 0 for the client's own deadlines
    /// @throws SocketTimeoutException if a deadline passes; if it was the server that was waited
    ///     for, its cause is a [SocksException]
    /// @throws SocksException if the server does not give the connection
    /// @throws RouteRefusedException if the policy refuses
    /// @throws SocketException if the socket was closed before, or is closed during the connect
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("not an internet address: " + endpoint);
        }
        if (timeout < 0) {
            throw new IllegalArgumentException("a timeout must not be negative: " + timeout);
        }
        if (isClosed()) {
            throw new SocketException("Socket is closed");
        }
        if (isConnected()) {
            throw new SocketException("already connected");
        }
        try {
            publish(open(address, timeout));
        } catch (ClosedChannelException e) {
            fail(address, Failures.closed(e));
        } catch (SocksException e) {
            fail(address, timeoutOr(e));
        } catch (IOException e) {
            fail(address, e);
        } catch (RuntimeException e) {
            fail(address, e);
        }
    }

    /// Throws the failure, or withholds it if the caller would then connect directly.
    private <E extends Exception> void fail(InetSocketAddress address, E failure)
            throws IOException, E {
        if (MailFallback.isCaller()) {
            withheld = new MailFallback(address, failure);
            super.close();
        } else {
            close();
            throw failure;
        }
    }

    /// The exception as a time-out if a deadline passed. Callers of Java's sockets expect that, and
    /// for some of them any other exception means that they should try another way.
    private static IOException timeoutOr(SocksException e) {
        if (!(e.getCause() instanceof DeadlineException)) {
            return e;
        }
        SocketTimeoutException late = new SocketTimeoutException(e.getMessage());
        late.initCause(e);
        return late;
    }

    private Connection open(InetSocketAddress address, int timeout) throws IOException {
        if (address.getPort() == 0) {
            throw new SocketException("port 0 cannot be connected to: " + address);
        }
        Duration overall = timeout == 0 ? client.deadlines().overall() : Duration.ofMillis(timeout);
        SocketTemplate template = new SocketTemplate(socket, next -> socket = next);
        return client.open(Destinations.of(address), overall, false, template, cancellation);
    }

    private void publish(Connection made) throws IOException {
        socket = made.socket();
        connection = made;
        if (closed) {
            made.close();
            throw new SocketException("Socket closed");
        }
        delegate().setSoTimeout(readTimeout);
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        if (isClosed()) {
            throw new SocketException("Socket is closed");
        }
        if (millis < 0) {
            throw new IllegalArgumentException("a timeout must not be negative: " + millis);
        }
        readTimeout = millis;
        if (connection != null) {
            super.setSoTimeout(millis);
        }
    }

    @Override
    public int getSoTimeout() throws SocketException {
        if (isClosed()) {
            throw new SocketException("Socket is closed");
        }
        return readTimeout;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress remote = getRemoteSocketAddress();
        if (remote == null) {
            return null;
        }
        return remote.isUnresolved()
                ? StandIns.ofThisProgram().of(remote.getHostString())
                : remote.getAddress();
    }

    @Override
    public int getPort() {
        InetSocketAddress remote = getRemoteSocketAddress();
        return remote == null ? 0 : remote.getPort();
    }

    @Override
    public @Nullable InetSocketAddress getRemoteSocketAddress() {
        Connection current = connection;
        MailFallback failed = withheld;
        if (failed != null) {
            return failed.address();
        }
        return current == null ? null : current.address();
    }

    /// Stays true after the socket was closed, as with every socket.
    @Override
    public boolean isConnected() {
        return connection != null || withheld != null;
    }

    @Override
    public boolean isClosed() {
        return closed || (connection != null && super.isClosed());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        throwWithheld();
        Encapsulation encapsulation = encapsulation();
        InputStream plain = input(super.getInputStream());
        return encapsulation == null
                ? plain
                : new ProtectedInput(plain, encapsulation, delegate(), () -> readTimeout);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throwWithheld();
        Encapsulation encapsulation = encapsulation();
        OutputStream plain = output(super.getOutputStream());
        return encapsulation == null ? plain : new ProtectedOutput(plain, encapsulation);
    }

    private void throwWithheld() throws SocketTimeoutException {
        MailFallback failed = withheld;
        if (failed != null) {
            throw failed.asTimeout();
        }
    }

    private InputStream input(InputStream in) {
        return client.closesOnInterrupt() ? InterruptibleStreams.of(in, interruption) : in;
    }

    private OutputStream output(OutputStream out) {
        return client.closesOnInterrupt() ? InterruptibleStreams.of(out, interruption) : out;
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        if (encapsulation() != null) {
            throw new SocketException("urgent data cannot be sent inside GSSAPI's protection");
        }
        super.sendUrgentData(data);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        cancellation.cancel();
        Encapsulation encapsulation = encapsulation();
        if (encapsulation != null) {
            encapsulation.close();
        }
        super.close();
    }

    /// `Socket[to a.test:80]`
    @Override
    public String toString() {
        Connection current = connection;
        return current == null ? "Socket[unconnected]" : "Socket[to " + current.destination() + "]";
    }

    private @Nullable Encapsulation encapsulation() {
        Connection current = connection;
        return current == null ? null : current.encapsulation();
    }
}
