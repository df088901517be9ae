package io.tsocks.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An AF_UNIX socket with the methods of Java's own sockets, which are all of TCP. It has no
/// address of the internet, and ignores the options of TCP. An interrupt closes it.
final class UnixSocket extends Socket {

    private static final InetAddress ANY = new InetSocketAddress(0).getAddress();

    private final SocketChannel channel;

    /// Those in which a thread reads and one writes, which a close ends.
    private volatile @Nullable Selector reader;

    private volatile @Nullable Selector writer;

    private volatile int readTimeout;
    private volatile boolean inputShutdown;
    private volatile boolean outputShutdown;

    /// An unconnected socket.
    UnixSocket() throws IOException {
        super((SocketImpl) null);
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    /// The socket of a channel that a listener has accepted.
    UnixSocket(SocketChannel accepted) throws IOException {
        super((SocketImpl) null);
        channel = accepted;
        channel.configureBlocking(false);
    }

    /// Connects. The kernel answers at once, unless the server's queue is full; then this waits.
    ///
    /// @param endpoint a [UnixDomainSocketAddress]
    /// @param timeout not used
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        if (!(endpoint instanceof UnixDomainSocketAddress)) {
            throw new IllegalArgumentException("not the path of a socket: " + endpoint);
        }
        channel.connect(endpoint);
        channel.configureBlocking(false);
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        checkConnected();
        return new In();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        checkConnected();
        return new Out();
    }

    private void checkConnected() throws SocketException {
        if (isClosed()) {
            throw new SocketException("Socket is closed");
        }
        if (!isConnected()) {
            throw new SocketException("Socket is not connected");
        }
    }

    private int read(ByteBuffer bytes) throws IOException {
        if (inputShutdown) {
            return -1;
        }
        int count = channel.read(bytes);
        if (count != 0) {
            return count;
        }
        long start = System.nanoTime();
        try (Selector selector = Selector.open()) {
            reader = selector;
            channel.register(selector, SelectionKey.OP_READ);
            while (count == 0) {
                await(selector, start);
                count = channel.read(bytes);
            }
        }
        return count;
    }

    private void await(Selector selector, long start) throws IOException {
        long left = 0;
        if (readTimeout > 0) {
            left = readTimeout - (System.nanoTime() - start) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("Read timed out");
            }
        }
        select(selector, left);
    }

    private void select(Selector selector, long millis) throws IOException {
        selector.select(millis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            close();
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (!bytes.hasRemaining()) {
            return;
        }
        try (Selector selector = Selector.open()) {
            writer = selector;
            channel.register(selector, SelectionKey.OP_WRITE);
            while (bytes.hasRemaining()) {
                select(selector, 0);
                channel.write(bytes);
            }
        }
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        readTimeout = millis;
    }

    @Override
    public int getSoTimeout() {
        return readTimeout;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        wake(reader);
        wake(writer);
    }

    private static void wake(@Nullable Selector selector) {
        if (selector != null && selector.isOpen()) {
            selector.wakeup();
        }
    }

    @Override
    public void shutdownInput() throws IOException {
        inputShutdown = true;
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        outputShutdown = true;
        channel.shutdownOutput();
    }

    @Override
    public boolean isInputShutdown() {
        return inputShutdown;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isBound() {
        return isConnected();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        try {
            return channel.getRemoteAddress();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return null;
    }

    @Override
    public int getPort() {
        return 0;
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return null;
    }

    /// The unspecified address: there is none.
    @Override
    public InetAddress getLocalAddress() {
        return ANY;
    }

    @Override
    public int getLocalPort() {
        return -1;
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return channel.supportedOptions();
    }

    @Override
    public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
        channel.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return channel.getOption(name);
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public int getSoLinger() {
        return -1;
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        throw new SocketException("an AF_UNIX socket has no urgent data");
    }

    private final class In extends ArrayInput {

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return length == 0
                        ? 0
                        : UnixSocket.this.read(ByteBuffer.wrap(bytes, offset, length));
            } catch (ClosedChannelException e) {
                throw Failures.closed(e);
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    private final class Out extends ArrayOutput {

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                UnixSocket.this.write(ByteBuffer.wrap(bytes, offset, length));
            } catch (ClosedChannelException e) {
                throw Failures.closed(e);
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }
}
