package io.tsocks.runtime;

import io.tsocks.socks.Encapsulation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A socket whose connect goes where the policy says. Its remote address is the destination, not
/// the SOCKS server; where the destination is a name that the server resolves, there is no
/// [#getInetAddress].
///
/// As with every socket of a channel, to interrupt a thread that waits for it closes it.
final class SocksSocket extends DelegatingSocket {

    private final Tsocks client;
    private final Cancellation cancellation = new Cancellation();

    /// Replaced by the thread that connects, for each attempt after the first; read by all.
    private volatile SocketChannel channel;

    /// Set once, when connected; read by all.
    private volatile @Nullable Connection connection;

    /// The thread that closes writes this and then reads [#connection], the one that connects does
    /// the reverse, so one of them closes what was made.
    private volatile boolean closed;

    /// In milliseconds; a channel that is replaced does not keep it.
    private volatile int readTimeout;

    private SocksSocket(Tsocks client, SocketChannel channel, @Nullable Connection connection)
            throws SocketException {
        this.client = client;
        this.channel = channel;
        this.connection = connection;
    }

    /// One that is not connected.
    static SocksSocket unconnected(Tsocks client) throws IOException {
        return new SocksSocket(client, SocketChannel.open(), null);
    }

    /// One for a connection.
    static SocksSocket of(Tsocks client, Connection connection) throws SocketException {
        return new SocksSocket(client, connection.channel(), connection);
    }

    @Override
    Socket delegate() {
        return channel.socket();
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /// Connects as the policy says. Where this fails, the socket is closed.
    ///
    /// @param endpoint an [InetSocketAddress]; an unresolved one is not resolved unless the policy
    ///     needs its address, and of a resolved one the address counts, not its name
    /// @param timeout in milliseconds; 0 for the client's own deadlines
    /// @throws SocksException where the server does not give the connection
    /// @throws RouteRefusedException where the policy refuses
    /// @throws SocketException where it is closed, before or meanwhile
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("not an internet address: " + endpoint);
        }
        if (timeout < 0) {
            throw new IllegalArgumentException("a timeout is not negative: " + timeout);
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
            close();
            throw SocketStreams.closed(e);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Connection open(InetSocketAddress address, int timeout) throws IOException {
        if (address.getPort() == 0) {
            throw new SocketException("nothing can be connected to at port 0: " + address);
        }
        Duration overall = timeout == 0 ? client.deadlines().overall() : Duration.ofMillis(timeout);
        ChannelTemplate template = new ChannelTemplate(channel, next -> channel = next);
        return client.open(Tsocks.destination(address), overall, false, template, cancellation);
    }

    private void publish(Connection made) throws IOException {
        channel = made.channel();
        connection = made;
        if (closed) {
            made.close();
            throw new SocketException("Socket closed");
        }
        delegate().setSoTimeout(readTimeout);
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        super.setSoTimeout(millis);
        readTimeout = millis;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        InetSocketAddress remote = getRemoteSocketAddress();
        return remote == null ? null : remote.getAddress();
    }

    @Override
    public int getPort() {
        InetSocketAddress remote = getRemoteSocketAddress();
        return remote == null ? 0 : remote.getPort();
    }

    @Override
    public @Nullable InetSocketAddress getRemoteSocketAddress() {
        Connection current = connection;
        return current == null ? null : current.address();
    }

    /// Also after it was closed, as with every socket.
    @Override
    public boolean isConnected() {
        return connection != null;
    }

    @Override
    public boolean isClosed() {
        return closed || (connection != null && super.isClosed());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        Encapsulation encapsulation = encapsulation();
        InputStream plain = SocketStreams.of(super.getInputStream());
        return encapsulation == null ? plain : new ProtectedInput(plain, encapsulation);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        Encapsulation encapsulation = encapsulation();
        OutputStream plain = SocketStreams.of(super.getOutputStream());
        return encapsulation == null ? plain : new ProtectedOutput(plain, encapsulation);
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        if (encapsulation() != null) {
            throw new SocketException("no urgent data inside GSSAPI's protection");
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
