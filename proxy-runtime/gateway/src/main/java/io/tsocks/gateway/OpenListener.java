package io.tsocks.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A listener of a gateway that is open. One thread accepts.
final class OpenListener implements Closeable {

    /// A burst fills Java's default of 50, and the kernel then makes clients wait for a second.
    private static final int BACKLOG = 4096;

    private static final long PAUSE_MILLIS = 100;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final ListenAddress address;
    private final Optional<LoginCheck> logins;
    private final ServerSocketChannel channel;

    /// What the file system says of an AF_UNIX socket that this process has made, so that no other
    /// one is removed; null if there is none.
    private final @Nullable Object fileKey;

    private @Nullable Thread acceptor;

    private OpenListener(
            ListenAddress address,
            Optional<LoginCheck> logins,
            ServerSocketChannel channel,
            @Nullable Object fileKey) {
        this.address = address;
        this.logins = logins;
        this.channel = channel;
        this.fileKey = fileKey;
    }

    /// Opens a listener, which accepts nothing yet.
    ///
    /// @throws IOException if that cannot be done, with the address
    static OpenListener open(ListenerConfig config) throws IOException {
        Optional<LoginCheck> logins = config.users().map(LoginCheck::new);
        try {
            if (config.passed().isPresent()) {
                ServerSocketChannel channel = config.passed().get().open();
                return new OpenListener(config.address(), logins, channel, null);
            }
            return switch (config.address()) {
                case ListenAddress.Tcp tcp -> openTcp(tcp, logins);
                case ListenAddress.Unix unix -> openUnix(unix, logins);
            };
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + config.address() + ": " + e.getMessage(), e);
        }
    }

    private static OpenListener openTcp(ListenAddress.Tcp tcp, Optional<LoginCheck> logins)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(tcp.address(), BACKLOG);
            InetSocketAddress bound = (InetSocketAddress) channel.getLocalAddress();
            return new OpenListener(new ListenAddress.Tcp(bound), logins, channel, null);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The socket is made in a folder of its own and then moved, so that at no time another user
    /// can connect.
    private static OpenListener openUnix(ListenAddress.Unix unix, Optional<LoginCheck> logins)
            throws IOException {
        removeStale(unix.path());
        Path parent = Objects.requireNonNullElse(unix.path().getParent(), Path.of(""));
        Path folder = Files.createTempDirectory(parent, ".");
        Path made = folder.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(made), BACKLOG);
            Files.setPosixFilePermissions(made, OWNER_ONLY);
            Files.move(made, unix.path(), StandardCopyOption.ATOMIC_MOVE);
            return new OpenListener(unix, logins, channel, key(unix.path()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(made);
            throw e;
        } finally {
            Files.delete(folder);
        }
    }

    /// Removes the socket of a gateway that is gone. One that is there, and any other file, stays.
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        int socket = (Integer) Files.getAttribute(path, "unix:mode") & 0170000;
        if (socket != 0140000) {
            throw new BindException("there is a file that is not a socket");
        }
        if (isListening(path)) {
            throw new BindException("another program listens there");
        }
        Files.delete(path);
    }

    private static boolean isListening(Path path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey();
    }

    /// The address, with the port that it has.
    ListenAddress address() {
        return address;
    }

    Optional<LoginCheck> logins() {
        return logins;
    }

    /// Accepts from now on.
    ///
    /// @param trouble is told if that fails
    void start(Consumer<SocketChannel> clients, Consumer<IOException> trouble) {
        // Not a virtual thread: a close has to end the wait in accept() at once.
        acceptor =
                Thread.ofPlatform()
                        .daemon()
                        .name("tsocks-gateway-" + address)
                        .start(() -> accept(clients, trouble));
    }

    private void accept(Consumer<SocketChannel> clients, Consumer<IOException> trouble) {
        while (channel.isOpen()) {
            try {
                clients.accept(channel.accept());
            } catch (IOException e) {
                if (channel.isOpen()) {
                    trouble.accept(e);
                    pause();
                }
            }
        }
    }

    /// Without descriptors left, every accept fails at once.
    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops to accept; connections that are open stay open. Closing twice does nothing.
    @Override
    public void close() throws IOException {
        channel.close();
        if (fileKey != null
                && address instanceof ListenAddress.Unix(Path path)
                && Files.exists(path)
                && Objects.equals(key(path), fileKey)) {
            Files.delete(path);
        }
        try {
            if (acceptor != null) {
                acceptor.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
