package io.tsocks.linux;

import io.tsocks.net.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A socket at which the service manager listens, and that it has passed to this process.
///
/// Java makes no channel of a descriptor. So a channel is bound to a stand-in, another address of
/// the same family, and its descriptor then becomes one of the passed socket. Platform threads may
/// wait in such a channel, and no virtual ones: what Java watches for those is the stand-in.
///
/// @param fd its descriptor, which stays open for as long as the process lives
/// @param address where it listens
public record PassedSocket(Kernel kernel, int fd, SocketAddress address) {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// A channel that listens at the socket.
    ///
    /// @throws IOException if there is no descriptor or no port left
    public ServerSocketChannel open() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(family());
        try {
            channel.bind(standIn());
            takeOver(channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private ProtocolFamily family() {
        return address instanceof UnixDomainSocketAddress
                ? StandardProtocolFamily.UNIX
                : StandardProtocolFamily.INET;
    }

    /// An address to which a channel is bound before it takes the socket over. That of an AF_UNIX
    /// socket is in a folder of its own, which only this user may enter.
    public SocketAddress standIn() throws IOException {
        return family() == StandardProtocolFamily.UNIX
                ? UnixDomainSocketAddress.of(Files.createTempDirectory("tsocks").resolve("s"))
                : new InetSocketAddress(LOOPBACK, 0);
    }

    /// Has a channel that is bound to a stand-in listen at the socket. A thread that waits in it
    /// for a connection waits at the socket from then on; it may get one that ends at once.
    public void takeOver(ServerSocketChannel channel) throws IOException {
        SocketAddress standIn = channel.getLocalAddress();
        int own = descriptor(channel);
        int kept = kernel.call(Syscall.FCNTL, own, C.F_DUPFD_CLOEXEC, 0).orThrow("fcntl");
        try {
            copyMode(own);
            int ignored = kernel.call(Syscall.DUP3, fd, own, C.O_CLOEXEC).orThrow("dup3");
            wake(standIn);
        } finally {
            kernel.call(Syscall.CLOSE, kept);
            remove(standIn);
        }
    }

    /// The channel counts on the mode that it has given its descriptor.
    private void copyMode(int own) throws IOException {
        int mode = kernel.call(Syscall.FCNTL, own, C.F_GETFL).orThrow("fcntl") & C.O_NONBLOCK;
        int flags = kernel.call(Syscall.FCNTL, fd, C.F_GETFL).orThrow("fcntl") & ~C.O_NONBLOCK;
        int ignored = kernel.call(Syscall.FCNTL, fd, C.F_SETFL, flags | mode).orThrow("fcntl");
    }

    /// Ends a wait for a connection to the stand-in.
    private static void wake(SocketAddress standIn) {
        try {
            SocketChannel.open(standIn).close();
        } catch (IOException e) {
            // Somebody else has been faster.
        }
    }

    private static void remove(SocketAddress standIn) throws IOException {
        if (standIn instanceof UnixDomainSocketAddress unix) {
            Path path = unix.getPath();
            Files.deleteIfExists(path);
            Files.deleteIfExists(path.toAbsolutePath().getParent());
        }
    }

    /// The descriptor of a channel that listens. No other socket of this process listens at its
    /// address.
    private int descriptor(ServerSocketChannel channel) throws IOException {
        SocketAddress bound = channel.getLocalAddress();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path path : descriptors) {
                int candidate = Integer.parseInt(path.getFileName().toString());
                if (PassedSockets.listensAt(kernel, candidate).filter(bound::equals).isPresent()) {
                    return candidate;
                }
            }
        }
        throw new IOException("the descriptor of the listener at " + bound + " is not found");
    }

    /// Its address as the settings of a listener write it: `127.0.0.1:1080` or
    /// `unix:/run/api.sock`.
    @Override
    public String toString() {
        return address instanceof InetSocketAddress inet
                ? Endpoint.text(inet.getAddress().getHostAddress(), inet.getPort())
                : "unix:" + address;
    }
}
