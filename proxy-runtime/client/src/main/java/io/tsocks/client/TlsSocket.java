package io.tsocks.client;

import io.tsocks.protocol.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A socket whose bytes go through TLS over another socket, which may itself be one of these. Its
/// half-close is that of TLS (`close_notify`); in TLS 1.2 a server may then stop sending, too.
final class TlsSocket extends DelegatingSocket {

    /// How long a close waits for room for its `close_notify`.
    private static final int PATIENCE_SECONDS = 1;

    private final Socket carrier;
    private final TlsStreams streams;
    private volatile int soTimeout;
    private volatile boolean inputShutdown;
    private volatile boolean outputShutdown;

    /// @param carrier connected
    /// @param tls open
    TlsSocket(Socket carrier, Tls tls) throws SocketException {
        this.carrier = carrier;
        this.streams = new TlsStreams(carrier, tls);
        this.soTimeout = carrier.getSoTimeout();
    }

    @Override
    Socket delegate() {
        return carrier;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return carrier.getInetAddress();
    }

    @Override
    public int getPort() {
        return carrier.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return carrier.getRemoteSocketAddress();
    }

    /// The stream of the other socket is asked for, because that fails if the socket is closed.
    @Override
    public InputStream getInputStream() throws IOException {
        carrier.getInputStream();
        return new In();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        carrier.getOutputStream();
        return new Out();
    }

    /// The time of a whole read. Each read of the other socket gets what is left of it.
    @Override
    public void setSoTimeout(int millis) throws SocketException {
        carrier.setSoTimeout(millis);
        soTimeout = millis;
    }

    /// The other socket is asked, because that fails if the socket is closed.
    @Override
    public int getSoTimeout() throws SocketException {
        carrier.getSoTimeout();
        return soTimeout;
    }

    @Override
    public void sendUrgentData(int data) throws IOException {
        throw new SocketException("urgent data cannot be sent inside TLS");
    }

    @Override
    public void shutdownInput() throws IOException {
        if (isInputShutdown()) {
            throw new SocketException("Socket input is already shutdown");
        }
        inputShutdown = true;
        carrier.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        if (isClosed()) {
            throw new SocketException("Socket is closed");
        }
        if (outputShutdown) {
            throw new SocketException("Socket output is already shutdown");
        }
        outputShutdown = true;
        streams.closeOutput();
    }

    @Override
    public boolean isInputShutdown() {
        return inputShutdown;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    /// Says the end of the data, if that needs no long wait, and closes the other socket.
    @Override
    public void close() throws IOException {
        if (carrier.isClosed()) {
            return;
        }
        CompletableFuture<Boolean> inTime =
                new CompletableFuture<Boolean>()
                        .completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Void> ignored = inTime.thenAccept(this::abortIfLate);
        try {
            streams.closeOutputIfFree();
        } catch (IOException e) {
            // The server learns of the end anyway.
        } finally {
            inTime.complete(true);
            carrier.close();
        }
    }

    private void abortIfLate(boolean inTime) {
        if (!inTime) {
            Thread ignored = Thread.ofVirtual().name("tsocks-late").start(this::abort);
        }
    }

    private void abort() {
        try {
            carrier.close();
        } catch (IOException e) {
            // The socket is closed anyway.
        }
    }

    private final class In extends ArrayInput {

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            return inputShutdown ? -1 : streams.read(bytes, offset, length, soTimeout);
        }

        @Override
        public int available() {
            return inputShutdown ? 0 : streams.available();
        }

        @Override
        public void close() throws IOException {
            TlsSocket.this.close();
        }
    }

    private final class Out extends ArrayOutput {

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (outputShutdown) {
                throw new SocketException("Socket output is shutdown");
            }
            streams.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            TlsSocket.this.close();
        }
    }
}
