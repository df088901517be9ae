package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/// A non-blocking UDP socket of this process, which no program has. It is meant to be connected:
/// the kernel then takes no datagram of another sender.
///
/// @param fd its descriptor, closed by [#close]
public record OwnDatagramSocket(Kernel kernel, int fd) implements AutoCloseable {

    /// How many bytes of datagrams may wait in the kernel, which grants less if its limit is lower
    /// (net.core.rmem_max).
    private static final int ROOM = 4 << 20;

    /// A message to send: its header, one vector, and the control message with the sender.
    private static final int SEND$VECTOR = C.msghdr$SIZE;

    private static final int SEND$CONTROL = SEND$VECTOR + C.iovec$SIZE;

    private static final int PKTINFO = SEND$CONTROL + C.cmsghdr$SIZE;

    /// `CMSG_SPACE(sizeof(struct in_pktinfo))`.
    private static final int CONTROL$SIZE = C.cmsghdr$SIZE + 16;

    /// A new socket.
    ///
    /// @param isIpv6 whether it is one of AF_INET6
    /// @throws KernelException if descriptors have run out or the machine lacks the family
    public static OwnDatagramSocket open(Kernel kernel, boolean isIpv6) throws KernelException {
        int family = isIpv6 ? C.AF_INET6 : C.AF_INET;
        int type = C.SOCK_DGRAM | C.SOCK_CLOEXEC | C.SOCK_NONBLOCK;
        OwnDatagramSocket socket =
                new OwnDatagramSocket(
                        kernel, kernel.call(Syscall.SOCKET, family, type, 0).orThrow("socket"));
        socket.set(C.SO_RCVBUF, ROOM);
        socket.set(C.SO_SNDBUF, ROOM);
        return socket;
    }

    private void set(int name, int value) {
        MemorySegment memory = Scratch.memory();
        memory.set(JAVA_INT, 0, value);
        kernel.call(Syscall.SETSOCKOPT, fd, C.SOL_SOCKET, name, memory.address(), Integer.BYTES);
    }

    /// The same socket, for what programs' sockets are asked and told too. Closing either closes
    /// both.
    public NativeSocket asNative() {
        return new NativeSocket(kernel, fd);
    }

    /// Receives a datagram of the peer.
    ///
    /// @param at where in the memory
    /// @param most the most bytes; what is longer is cut
    /// @return its length, which may be 0; EAGAIN if none has come; ECONNREFUSED once after the
    ///     peer's machine has said that there is no such port
    public Result receive(MemorySegment into, long at, int most) {
        return kernel.call(Syscall.RECVFROM, fd, into.address() + at, most, C.MSG_DONTWAIT, 0, 0);
    }

    /// Whether a datagram has come and was not received.
    public boolean hasDatagram() {
        int flags = C.MSG_DONTWAIT | C.MSG_PEEK;
        return kernel.call(Syscall.RECVFROM, fd, Scratch.memory().address(), 0, flags, 0, 0).ok();
    }

    /// Sends a datagram to the peer without waiting.
    ///
    /// @return EAGAIN if there is no room, ECONNREFUSED once as for [#receive]
    public Result send(MemorySegment from, long at, int length) {
        int flags = C.MSG_DONTWAIT | C.MSG_NOSIGNAL;
        return kernel.call(Syscall.SENDTO, fd, from.address() + at, length, flags, 0, 0);
    }

    /// Sends a datagram to the peer from another address of the loopback than the socket's own
    /// (`IP_PKTINFO`), and the socket's port. Only for a socket of AF_INET.
    ///
    /// @param sender the address, its first byte in the highest bits
    public Result sendAs(int sender, MemorySegment from, long at, int length) {
        MemorySegment memory = Scratch.memory();
        long start = memory.address();
        memory.asSlice(0, SEND$CONTROL + CONTROL$SIZE).fill((byte) 0);
        memory.set(JAVA_LONG, C.msghdr$msg_iov, start + SEND$VECTOR);
        memory.set(JAVA_LONG, C.msghdr$msg_iovlen, 1);
        memory.set(JAVA_LONG, C.msghdr$msg_control, start + SEND$CONTROL);
        memory.set(JAVA_LONG, C.msghdr$msg_controllen, CONTROL$SIZE);
        memory.set(JAVA_LONG, SEND$VECTOR, from.address() + at);
        memory.set(JAVA_LONG, SEND$VECTOR + 8, length);
        memory.set(JAVA_LONG, SEND$CONTROL, C.cmsghdr$SIZE + C.in_pktinfo$SIZE);
        memory.set(JAVA_INT, SEND$CONTROL + C.cmsghdr$cmsg_level, C.IPPROTO_IP);
        memory.set(JAVA_INT, SEND$CONTROL + C.cmsghdr$cmsg_type, C.IP_PKTINFO);
        // Both architectures are little-endian, and addresses are not.
        memory.set(JAVA_INT, PKTINFO + C.in_pktinfo$ipi_spec_dst, Integer.reverseBytes(sender));
        return kernel.call(Syscall.SENDMSG, fd, start, C.MSG_DONTWAIT | C.MSG_NOSIGNAL);
    }

    @Override
    public void close() {
        kernel.call(Syscall.CLOSE, fd);
    }
}
