package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/// A duplicate of a program's descriptor. It is the same open socket: what is done here happens to
/// the program's, so no option is changed and no wait is made that the program did not ask for.
public final class NativeSocket implements AutoCloseable {

    private static final int TIMEVAL$SIZE = 16;
    private static final int LINGER$SIZE = 8;

    private final Kernel kernel;
    private final int fd;
    private final SocketOptions options;

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

    /// The number that names the socket, however many descriptors it has and had; never given to
    /// another one. ENOTSOCK if the descriptor is of something else.
    public Result cookie() {
        return options.get(C.SO_COOKIE);
    }

    /// The number that names the network namespace the socket lives in (Linux 5.14).
    public Result networkNamespace() {
        return options.get(C.SO_NETNS_COOKIE);
    }

    /// What the socket is.
    public Kind kind() {
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

    /// Whether it is of a family whose sockets reach nobody but this machine and its kernel.
    public boolean isWithinMachine() {
        int domain = options.get(C.SO_DOMAIN).intValue();
        return domain == C.AF_UNIX || domain == C.AF_NETLINK || domain == C.AF_ALG;
    }

    /// What a socket is, as far as anybody has to decide differently.
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
        /// Another family: netlink and its like.
        OTHER;

        /// Whether TCP.
        public boolean isTcp() {
            return this == TCP4 || this == TCP6;
        }

        /// Whether UDP.
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

    /// Whether [#close] waits for the peer where this is the last descriptor (`SO_LINGER`); also
    /// said of what is not a socket.
    public boolean lingers() {
        Result result = options.read(C.SOL_SOCKET, C.SO_LINGER, LINGER$SIZE);
        MemorySegment value = Scratch.memory();
        return !result.ok() || (value.get(JAVA_INT, 0) != 0 && value.get(JAVA_INT, 4) != 0);
    }

    /// How many bytes have to be there before poll(2) calls the socket readable (`SO_RCVLOWAT`).
    public int readableFrom() {
        return options.get(C.SO_RCVLOWAT).intValue();
    }

    /// Whether what is sent waits for more (`TCP_CORK`).
    public boolean isCorked() {
        return options.get(C.IPPROTO_TCP, C.TCP_CORK, 4).intValue() == 1;
    }

    /// Has what waits in a corked socket sent. Saying TCP_NODELAY does that, even where it is said
    /// already; where it was not, it is taken back at once.
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

    /// Takes the pending error, so that the program will not see it again.
    public int takeError() {
        return options.get(C.SO_ERROR).intValue();
    }

    /// connect(2) with these bytes as they are. It may block where the socket does.
    public Result connect(byte[] sockaddr) {
        long address = Scratch.with(sockaddr).address();
        return kernel.call(Syscall.CONNECT, fd, address, sockaddr.length);
    }

    /// bind(2) to these bytes.
    public Result bind(byte[] sockaddr) {
        return kernel.call(Syscall.BIND, fd, Scratch.with(sockaddr).address(), sockaddr.length);
    }

    /// How far a TCP socket is.
    public Progress progress() {
        return new TcpInfo(options).progress();
    }

    /// How far a TCP socket is.
    public enum Progress {
        /// It is not connected, or no longer.
        NONE,
        /// A connect of it is under way.
        CONNECTING,
        /// It is connected.
        ESTABLISHED,
        /// It was connected, and an end of it is closed, or it listens.
        BEYOND
    }

    /// What connect(2) answers on a socket that is beyond connecting, whatever the address: the
    /// kernel looks at the state first, and this address it would refuse in any other state.
    public Result connectNowhere() {
        byte[] sockaddr = new byte[C.sockaddr_in6$SIZE];
        Arrays.fill(sockaddr, (byte) -1);
        return connect(sockaddr);
    }

    /// connect(2) to AF_UNSPEC: the socket forgets its peer and can be connected again.
    public Result disconnect() {
        return connect(new byte[C.sockaddr_in$SIZE]);
    }

    /// Breaks the connection with a reset, so that nothing more of it can be read. Until somebody
    /// takes the socket's error, the next call of the program on it gives ECONNRESET.
    ///
    /// Some kernels (Linux 6.1 to 6.4) do not disconnect a socket on which a thread waits; there
    /// the connection is shut down, and what has come on it is dropped.
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
    /// @param flags those of the program besides
    public Result sendTo(byte[] payload, int flags, byte[] sockaddr) {
        return new SocketSends(kernel, fd).to(payload, flags, sockaddr);
    }

    /// Sends a message with its control data to an address without waiting.
    public Result sendMessage(byte[] payload, int flags, byte[] sockaddr, byte[] control) {
        return new SocketSends(kernel, fd).message(payload, flags, sockaddr, control);
    }

    /// Sends what the socket takes at once, without SIGPIPE, and moves the position over it.
    ///
    /// Of what is sent nothing comes back to the program: timestamps of it (`SO_TIMESTAMPING`)
    /// would have a copy of it with them, in the socket's error queue. As a record of its own
    /// (`MSG_EOR`) it shares no buffer with what the program sends next.
    public Result send(ByteBuffer bytes) {
        return new SocketSends(kernel, fd).atOnce(bytes);
    }

    /// Receives without waiting; 0 bytes mean that the peer has closed.
    ///
    /// @param limit how many bytes at most; the [Scratch] bounds it, too
    public Received receive(int limit) {
        long buffer = Scratch.memory().address();
        int length = Math.min(limit, Scratch.SIZE);
        Result result = kernel.call(Syscall.RECVFROM, fd, buffer, length, C.MSG_DONTWAIT, 0, 0);
        return new Received(Scratch.take(result.ok() ? result.intValue() : 0), result.errno());
    }

    /// Receives a datagram without waiting, and from whom it is.
    ///
    /// @param limit how many of its bytes at most
    /// @param flags those of the program besides
    public Datagram receiveFrom(int limit, int flags) {
        return new SocketReceives(kernel, fd).from(limit, flags);
    }

    /// Whether nothing more can be received, because the program has shut that down.
    public boolean isShut() {
        return new SocketReceives(kernel, fd).isShut();
    }

    /// Whether everybody together has sent and received exactly this much on the connection, and
    /// nothing more has come. That is quickly seen; what else it may be is for [#traffic] to say.
    public boolean hasCarried(long written, long read) {
        return new TcpInfo(options).hasCarried(written, read);
    }

    /// What everybody together has sent and received on a connection.
    ///
    /// @param written bytes handed to the kernel
    /// @param read bytes taken from it
    public record Traffic(long written, long read) {}

    /// What everybody together has sent and received on the connection.
    public Traffic traffic() {
        return new TcpInfo(options).traffic();
    }

    /// How long a round trip to the peer takes, as the kernel has measured it; zero where it has
    /// not yet.
    public Duration roundTrip() {
        return new TcpInfo(options).roundTrip();
    }

    /// `getpeername(2)`: 0, or ENOTCONN and its like.
    public int peerError() {
        return name(Syscall.GETPEERNAME).errno();
    }

    /// Another descriptor of the same socket, which this process alone has.
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
