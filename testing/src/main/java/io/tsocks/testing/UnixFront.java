package io.tsocks.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Takes connections to an AF_UNIX socket in front of a server of a test, in this process.
public final class UnixFront implements AutoCloseable {

    private final Path path;
    private final InetSocketAddress behind;
    private final ServerSocketChannel listener;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    private UnixFront(Path path, InetSocketAddress behind) {
        this.path = path;
        this.behind = behind;
        try {
            listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("unix-front").start(this::accept);
    }

    /// Starts one.
    ///
    /// @param path where the socket is made
    public static UnixFront start(Path path, InetSocketAddress behind) {
        return new UnixFront(path, behind);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                SocketChannel server = SocketChannel.open(behind);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> carry(client, server));
                Thread.ofVirtual().start(() -> carry(server, client));
            } catch (IOException e) {
                // The test has ended.
            }
        }
    }

    private static void carry(SocketChannel from, SocketChannel to) {
        ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
        try {
            while (from.read(bytes) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
                bytes.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private static void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed anyway.
        }
    }

    @Override
    public void close() {
        close(listener);
        open.forEach(UnixFront::close);
        Folders.delete(path);
    }
}
