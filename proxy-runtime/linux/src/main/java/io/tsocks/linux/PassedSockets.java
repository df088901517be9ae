package io.tsocks.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The sockets at which the service manager has begun to listen for this process
/// (systemd.socket(5), sd_listen_fds(3)). Used by one thread.
public final class PassedSockets {

    private static final int FIRST = 3;
    private static final int MOST = 256;

    private final Map<SocketAddress, PassedSocket> sockets = new LinkedHashMap<>();

    private PassedSockets() {}

    /// None.
    public static PassedSockets none() {
        return new PassedSockets();
    }

    /// Those that the environment tells of.
    ///
    /// @param process the id of this process; sockets that are meant for another one do not count
    /// @throws IOException if one of them is nothing that a server can listen at
    public static PassedSockets of(Kernel kernel, Map<String, String> environment, long process)
            throws IOException {
        String meant = environment.getOrDefault("LISTEN_PID", "");
        return meant.equals(Long.toString(process))
                ? of(kernel, FIRST, count(environment.getOrDefault("LISTEN_FDS", "")))
                : none();
    }

    private static int count(String text) throws IOException {
        try {
            int count = Integer.parseInt(text);
            if (count >= 0 && count <= MOST) {
                return count;
            }
        } catch (NumberFormatException e) {
            // As if it were out of range.
        }
        throw new IOException("LISTEN_FDS is not a number from 0 to " + MOST + ": '" + text + "'");
    }

    /// @param first the first descriptor of some in a row
    static PassedSockets of(Kernel kernel, int first, int count) throws IOException {
        PassedSockets passed = new PassedSockets();
        for (int fd : IntStream.range(first, first + count).toArray()) {
            kernel.call(Syscall.FCNTL, fd, C.F_SETFD, C.FD_CLOEXEC);
            SocketAddress address =
                    listensAt(kernel, fd)
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    "the service manager passes descriptor "
                                                            + fd
                                                            + ", which is no socket with an address"
                                                            + " that listens for streams; the unit"
                                                            + " of the socket may have ListenStream="
                                                            + " only"));
            PassedSocket socket = new PassedSocket(kernel, fd, address);
            if (passed.sockets.put(address, socket) != null) {
                throw new IOException(
                        "the service manager passes two sockets at "
                                + socket
                                + "; clients of one of them would wait for ever, so give the unit"
                                + " one, without ReusePort=");
            }
        }
        return passed;
    }

    /// Where a descriptor listens; empty if it does not, or is no stream socket with an address.
    static Optional<SocketAddress> listensAt(Kernel kernel, int fd) {
        SocketOptions options = new SocketOptions(kernel, fd);
        boolean listens =
                options.get(C.SOL_SOCKET, C.SO_ACCEPTCONN, 4).intValue() == 1
                        && options.get(C.SOL_SOCKET, C.SO_TYPE, 4).intValue() == C.SOCK_STREAM;
        return listens ? address(new NativeSocket(kernel, fd).localName()) : Optional.empty();
    }

    private static Optional<SocketAddress> address(byte[] sockaddr) {
        String path = new String(InetEndpoint.unixName(sockaddr).getBytes(ISO_8859_1), UTF_8);
        return path.startsWith("/")
                ? Optional.of(UnixDomainSocketAddress.of(path))
                : InetEndpoint.of(sockaddr).map(InetEndpoint::toSocketAddress);
    }

    /// The socket at an address, which is taken now. It serves one listener: two would each get
    /// some of the connections. A second listener gets none, and finds the address in use.
    public Optional<PassedSocket> at(SocketAddress address) {
        SocketAddress whole =
                address instanceof UnixDomainSocketAddress unix
                        ? UnixDomainSocketAddress.of(unix.getPath().toAbsolutePath())
                        : address;
        return Optional.ofNullable(sockets.remove(whole));
    }

    /// Where those listen that were not asked for.
    public Set<SocketAddress> addresses() {
        return Set.copyOf(sockets.keySet());
    }

    /// The same addresses for people.
    public List<String> untaken() {
        return sockets.values().stream().map(PassedSocket::toString).toList();
    }
}
