package io.tsocks.service.api;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// The AF_UNIX socket in the file system. It is made in a folder that only this user may enter, and
/// gets its name when its mode is set, so that no one else can open it at any moment.
final class UnixDoor implements Binding {

    private final Path path;

    /// Where the socket is made; null but for the moment in which that happens.
    private @Nullable Path folder;

    /// @param path of the socket; one that a dead process has left there is replaced
    UnixDoor(Path path) {
        this.path = path.toAbsolutePath();
    }

    /// @throws IOException if a process listens there, or the folder cannot be written to
    @Override
    public SocketAddress address() throws IOException {
        if (isInUse(path)) {
            throw new IOException(path + " is in use by another process");
        }
        Path parent = path.getParent();
        if (parent == null) {
            throw new IOException(path + " is not the name of a socket");
        }
        Files.createDirectories(parent);
        Path made =
                Files.createTempDirectory(
                        parent,
                        ".api",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        folder = made;
        return UnixDomainSocketAddress.of(made.resolve("s"));
    }

    private static boolean isInUse(Path path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /// Gives the socket its name.
    @Override
    public void bound(ServerSocketChannel channel) throws IOException {
        Path made = folder;
        if (made == null) {
            throw new IllegalStateException("no address was asked for");
        }
        Path socket = made.resolve("s");
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        Files.move(socket, path, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(made);
        folder = null;
    }

    /// Takes the name away.
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public String toString() {
        return "unix:" + path;
    }
}
