package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A duplicate of a program's descriptor. It is the same open socket, so everything done here also
/// happens to the program's. So no option is changed, and nothing waits unless the program asked
/// for it.
public final class NativeSocket implements AutoCloseable {

    private static final int TIMEVAL$SIZE = 16;
    private static final int LINGER$SIZE = 8;

    private final Kernel kernel;
    private final int fd;
    private final SocketOptions options;

    /// What never changes of a socket, once it was asked for.
    private @Nullable Result cookie;

    private @Nullable Kind kind;

    /// Takes over a duplicate.
    ///
    /// @param fd a descriptor of this process, closed by [#close]
    public NativeSocket(Kernel kernel, int fd) {
        this.kernel = kernel;
        this.fd = fd;
        this.options = new SocketOptions(kernel, fd);
    }

    /// A new TCP socket of this process.
    public static Result createTcp(Kernel kernel) {
        return kernel.call(Syscall.SOCKET, C.AF_INET, C.SOCK_STREAM | C.SOCK_CLOEXEC, 0);
    }

    /// What is set of it.
    SocketOptions options() {
        return options;
    }

    /// The number of the duplicate in this process.
    public int fd() {
        return fd;
    }

    /// The number that identifies the socket, whatever descriptors it has; never given to another
    /// socket. ENOTSOCK if the descriptor is not a socket.
    public Result cookie() {
        Result known = cookie;
        if (known == null) {
            known = options.get(C.SO_COOKIE);
            cookie = known;
        }
        return known;
    }

    /// The number that identifies the network namespace of the socket (Linux 5.14).
    public Result networkNamespace() {
        return options.get(C.SO_NETNS_COOKIE);
    }

    /// The kind of the socket.
    public Kind kind() {
        Kind known = kind;
        if (known == null) {
            known = ask();
            kind = known;
        }
        return known;
    }

    private Kind ask() {
        int domain = options.get(C.SO_DOMAIN).intValue();
        if (domain != C.AF_INET && domain != C.AF_INET6) {
            return domain == C.AF_UNIX ? Kind.UNIX : Kind.OTHER;
        }
        int protocol = options.get(C.SO_PROTOCOL).intValue();
        return switch (protocol) {
            case C.IPPROTO_TCP, C.IPPROTO_MPTCP -> domain == C.AF_INET ? Kind.TCP4 : Kind.TCP6;
            case C.IPPROTO_UDP -> domain == C.AF_INET ? Kind.UDP4 : Kind.UDP6;
            default -> Kind.FOREIGN_INET;
        };
    }

    /// Whether the socket's family reaches only this machine and its kernel.
    public boolean isWithinMachine() {
        int domain = options.get(C.SO_DOMAIN).intValue();
        return domain == C.AF_UNIX || domain == C.AF_NETLINK || domain == C.AF_ALG;
    }

    /// The kinds of sockets that are treated differently.
    public enum Kind {
        /// TCP (or MPTCP) over IPv4.
        TCP4,
        /// TCP (or MPTCP) over IPv6, which also takes v4-mapped addresses.
        TCP6,
        /// UDP over IPv4.
        UDP4,
        /// UDP over IPv6.
        UDP6,
        /// Another protocol over IP, which no rule covers.
        FOREIGN_INET,
        /// AF_UNIX.
        UNIX,
        /// Another family, such as netlink.
        OTHER;

        /// Whether the protocol is TCP.
        public boolean isTcp() {
            return this == TCP4 || this == TCP6;
        }

        /// Whether the protocol is UDP.
        public boolean isUdp() {
            return this == UDP4 || this == UDP6;
        }

        /// Whether the socket takes `sockaddr_in6`.
        public boolean isIpv6() {
            return this == TCP6 || this == UDP6;
        }
    }

    /// Whether the socket takes IPv6 addresses only, and no v4-mapped ones.
    public boolean isIpv6Only() {
        return options.get(C.IPPROTO_IPV6, C.IPV6_V6ONLY, 4).intValue() == 1;
    }

    /// Whether the program made it non-blocking.
    public boolean isNonBlocking() {
        Result flags = kernel.call(Syscall.FCNTL, fd, C.F_GETFL);
        return (flags.intValue() & C.O_NONBLOCK) != 0;
    }

    /// The length of the datagrams into which the kernel divides what the socket sends, unless a
    /// message says another one (`UDP_SEGMENT`); 0 if it does not.
    public int segment() {
        Result length = options.get(C.IPPROTO_UDP, C.UDP_SEGMENT, Integer.BYTES);
        return length.ok() ? length.intValue() : 0;
    }

    /// Whether what it sends becomes one datagram that the program has yet to end (`UDP_CORK`).
    public boolean isCollecting() {
        return options.get(C.IPPROTO_UDP, C.UDP_CORK, Integer.BYTES).intValue() == 1;
    }

    /// How long a blocking connect may take, by `SO_SNDTIMEO`, in nanoseconds; 0 for no limit.
    public long sendTimeout() {
        return timeout(C.SO_SNDTIMEO);
    }

    /// How long a blocking receive may take, by `SO_RCVTIMEO`, in nanoseconds; 0 for no limit.
    public long receiveTimeout() {
        return timeout(C.SO_RCVTIMEO);
    }

    private long timeout(int option) {
        Result result = options.read(C.SOL_SOCKET, option, TIMEVAL$SIZE);
        MemorySegment value = Scratch.memory();
        return result.ok()
                ? value.get(JAVA_LONG, 0) * 1_000_000_000L + value.get(JAVA_LONG, 8) * 1_000
                : 0;
    }

    /// Whether [#close] waits for the peer if this is the last descriptor (`SO_LINGER`). Also true
    /// if the descriptor is not a socket.
    public boolean lingers() {
        Result result = options.read(C.SOL_SOCKET, C.SO_LINGER, LINGER$SIZE);
        MemorySegment value = Scratch.memory();
        return !result.ok() || (value.get(JAVA_INT, 0) != 0 && value.get(JAVA_INT, 4) != 0);
    }

    /// How many bytes must have arrived before poll(2) reports the socket as readable
    /// (`SO_RCVLOWAT`).
    public int readableFrom() {
        return options.get(C.SO_RCVLOWAT).intValue();
    }

    /// Whether sent bytes are held back until there are more (`TCP_CORK`).
    public boolean isCorked() {
        return options.get(C.IPPROTO_TCP, C.TCP_CORK, 4).intValue() == 1;
    }

    /// Sends the bytes that wait in a corked socket. Setting TCP_NODELAY does that, even if it is
    /// set already; if it was not, it is cleared again at once.
    public void push() {
        boolean said = options.get(C.IPPROTO_TCP, C.TCP_NODELAY, 4).intValue() != 0;
        setNoDelay(1);
        if (!said) {
            setNoDelay(0);
        }
    }

    private void setNoDelay(int value) {
        MemorySegment memory = Scratch.memory();
        memory.set(JAVA_INT, 0, value);
        kernel.call(Syscall.SETSOCKOPT, fd, C.IPPROTO_TCP, C.TCP_NODELAY, memory.address(), 4);
    }

    /// Takes the pending error, which the program then does not see.
    public int takeError() {
        return options.get(C.SO_ERROR).intValue();
    }

    /// setsockopt(2) with exactly these bytes.
    public Result setOption(int level, int name, byte[] value) {
        long address = Scratch.with(value).address();
        return kernel.call(Syscall.SETSOCKOPT, fd, level, name, address, value.length);
    }

    /// connect(2) with exactly these bytes. It may block if the socket is blocking.
    public Result connect(byte[] sockaddr) {
        long address = Scratch.with(sockaddr).address();
        return kernel.call(Syscall.CONNECT, fd, address, sockaddr.length);
    }

    /// bind(2) to these bytes.
    public Result bind(byte[] sockaddr) {
        return kernel.call(Syscall.BIND, fd, Scratch.with(sockaddr).address(), sockaddr.length);
    }

    /// The state of a TCP socket.
    public Progress progress() {
        return new TcpInfo(options).progress();
    }

    /// The state of a TCP socket.
    public enum Progress {
        /// The socket is not connected, or no longer.
        NONE,
        /// A connect is under way.
        CONNECTING,
        /// The socket is connected.
        ESTABLISHED,
        /// The socket was connected and one of its directions is closed, or it listens.
        BEYOND
    }

    /// The answer of connect(2) on a socket that can no longer be connected, whatever the address.
    /// The kernel checks the state first; in any other state it would refuse the address used here.
    public Result connectNowhere() {
        byte[] sockaddr = new byte[C.sockaddr_in6$SIZE];
        Arrays.fill(sockaddr, (byte) -1);
        return connect(sockaddr);
    }

    /// connect(2) to AF_UNSPEC: the socket forgets its peer and can be connected again.
    public Result disconnect() {
        return connect(new byte[C.sockaddr_in$SIZE]);
    }

    /// Breaks the connection with a reset, so that nothing more can be read from it. Unless the
    /// socket's error is taken first, the program's next call on it fails with ECONNRESET.
    ///
    /// Some kernels (Linux 6.1 to 6.4) do not disconnect a socket on which a thread waits. There
    /// the connection is shut down instead, and the bytes that have arrived are dropped.
    public void reset() {
        if (!disconnect().ok()) {
            kernel.call(Syscall.SHUTDOWN, fd, C.SHUT_RDWR);
            while (receive(Scratch.SIZE).bytes().length > 0) {
                // Dropped.
            }
        }
    }

    /// Sends to an address without waiting and without SIGPIPE.
    ///
    /// @param flags further flags, from the program
    public Result sendTo(byte[] payload, int flags, byte[] sockaddr) {
        return new SocketSends(kernel, fd).to(payload, flags, sockaddr);
    }

    /// Sends a message with its control data to an address without waiting.
    public Result sendMessage(byte[] payload, int flags, byte[] sockaddr, byte[] control) {
        return new SocketSends(kernel, fd).message(payload, flags, sockaddr, control);
    }

    /// Sends as many bytes as the socket takes at once, without SIGPIPE, and moves the position
    /// past them.
    ///
    /// None of these bytes come back to the program. With `SO_TIMESTAMPING`, timestamps in the
    /// socket's error queue would carry a copy of them, so none are made. The bytes form a record
    /// of their own (`MSG_EOR`), so they share no buffer with those that the program sends next.
    public Result send(ByteBuffer bytes) {
        return new SocketSends(kernel, fd).atOnce(bytes);
    }

    /// Receives without waiting; an empty result means that the peer has closed.
    ///
    /// @param limit the most bytes to receive; [Scratch] also limits them
    public Received receive(int limit) {
        return receive(Math.min(limit, Scratch.SIZE), C.MSG_DONTWAIT);
    }

    /// What [#receive] would give, which stays there.
    public Received peek() {
        return receive(Scratch.SIZE, C.MSG_DONTWAIT | C.MSG_PEEK);
    }

    private Received receive(int limit, int flags) {
        long buffer = Scratch.memory().address();
        Result result = kernel.call(Syscall.RECVFROM, fd, buffer, limit, flags, 0, 0);
        return new Received(Scratch.take(result.ok() ? result.intValue() : 0), result.errno());
    }

    /// Receives a datagram and its sender without waiting.
    ///
    /// @param limit the most bytes of it to receive
    /// @param flags further flags, from the program
    public Datagram receiveFrom(int limit, int flags) {
        return new SocketReceives(kernel, fd).from(limit, flags);
    }

    /// Whether nothing more can be received, because the program has shut that down.
    public boolean isShut() {
        return new SocketReceives(kernel, fd).isShut();
    }

    /// Whether all processes together have sent and received exactly this much on the connection,
    /// and nothing more has arrived. This is a quick check; [#traffic] gives the exact numbers.
    public boolean hasCarried(long written, long read) {
        return new TcpInfo(options).hasCarried(written, read);
    }

    /// The bytes that all processes together have sent and received on a connection.
    ///
    /// @param written bytes handed to the kernel
    /// @param read bytes taken from it
    public record Traffic(long written, long read) {}

    /// The bytes that all processes together have sent and received on the connection.
    public Traffic traffic() {
        return new TcpInfo(options).traffic();
    }

    /// The time of a round trip to the peer, as measured by the kernel; zero if it has not been
    /// measured yet.
    public Duration roundTrip() {
        return new TcpInfo(options).roundTrip();
    }

    /// The errno of `getpeername(2)`, such as ENOTCONN; 0 if it succeeds.
    public int peerError() {
        return name(Syscall.GETPEERNAME).errno();
    }

    /// Another descriptor of the same socket, which only this process has.
    public Result duplicate() {
        return kernel.call(Syscall.FCNTL, fd, C.F_DUPFD_CLOEXEC, 0);
    }

    /// `getsockname(2)`: the sockaddr that the socket is bound to; empty if it fails.
    public byte[] localName() {
        return name(Syscall.GETSOCKNAME).bytes();
    }

    /// `getpeername(2)`: the sockaddr of the peer; empty if there is none.
    public byte[] peerName() {
        return name(Syscall.GETPEERNAME).bytes();
    }

    private Received name(Syscall call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(C.SOCKADDR_STORAGE$SIZE, 8);
            MemorySegment length = arena.allocateFrom(JAVA_INT, C.SOCKADDR_STORAGE$SIZE);
            Result result = kernel.call(call, fd, address.address(), length.address());
            byte[] bytes = new byte[result.ok() ? length.get(JAVA_INT, 0) : 0];
            MemorySegment.copy(address, JAVA_BYTE, 0, bytes, 0, bytes.length);
            return new Received(bytes, result.errno());
        }
    }

    @Override
    public void close() {
        kernel.call(Syscall.CLOSE, fd);
    }
}
