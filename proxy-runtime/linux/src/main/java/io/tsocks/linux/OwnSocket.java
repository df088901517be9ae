package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// A non-blocking stream socket of this process, which no program has.
///
/// @param fd its descriptor, closed by [#close]
public record OwnSocket(Kernel kernel, int fd) implements AutoCloseable {

    private static final int LINGER$SIZE = 8;

    /// A socket that sends with this TTL is heard by a deaf one.
    public static final int HIGHEST_TTL = 255;

    /// A new TCP socket.
    ///
    /// @param isIpv6 whether it is one of AF_INET6, which also reaches v4-mapped addresses
    /// @throws KernelException if descriptors have run out or the machine lacks the family
    public static OwnSocket open(Kernel kernel, boolean isIpv6) throws KernelException {
        return open(kernel, isIpv6 ? C.AF_INET6 : C.AF_INET);
    }

    /// A new socket of AF_UNIX.
    ///
    /// @throws KernelException if descriptors have run out
    public static OwnSocket openUnix(Kernel kernel) throws KernelException {
        return open(kernel, C.AF_UNIX);
    }

    private static OwnSocket open(Kernel kernel, int family) throws KernelException {
        int type = C.SOCK_STREAM | C.SOCK_CLOEXEC | C.SOCK_NONBLOCK;
        return new OwnSocket(
                kernel, kernel.call(Syscall.SOCKET, family, type, 0).orThrow("socket"));
    }

    /// The same socket, for what programs' sockets are asked and told too. Closing either closes
    /// both.
    public NativeSocket asNative() {
        return new NativeSocket(kernel, fd);
    }

    /// listen(2), for nobody. Every packet that has passed a router, or comes from a socket without
    /// the highest TTL, is dropped unanswered (`IP_MINTTL`, `IPV6_MINHOPCOUNT`): whoever connects
    /// stays in SYN_SENT. A filter (`SO_ATTACH_FILTER`) would do the same, but some kernels demand
    /// CAP_NET_ADMIN for that.
    ///
    /// @param isIpv6 whether it is one of AF_INET6
    public Result listenDeaf(boolean isIpv6) {
        Result deaf =
                isIpv6
                        ? set(C.IPPROTO_IPV6, C.IPV6_MINHOPCOUNT, HIGHEST_TTL)
                        : set(C.IPPROTO_IP, C.IP_MINTTL, HIGHEST_TTL);
        return deaf.ok() ? kernel.call(Syscall.LISTEN, fd, 0) : deaf;
    }

    /// Whether the loopback of this network is up, netdevice(7). While it is down, sockets can be
    /// bound there, and packets to it are lost.
    public boolean hasLoopback() {
        MemorySegment request = Scratch.memory().asSlice(0, C.ifreq$SIZE).fill((byte) 0);
        request.set(JAVA_BYTE, 0, (byte) 'l');
        request.set(JAVA_BYTE, 1, (byte) 'o');
        Result result = kernel.call(Syscall.IOCTL, fd, C.SIOCGIFFLAGS, request.address());
        return !result.ok() || (request.get(JAVA_SHORT, C.ifreq$ifr_flags) & C.IFF_UP) != 0;
    }

    /// Lets other sockets bind to the same address (`SO_REUSEADDR`), as long as none listens there.
    public Result shareAddress() {
        return set(C.SOL_SOCKET, C.SO_REUSEADDR, 1);
    }

    /// Sends what is written at once (`TCP_NODELAY`).
    public void sendAtOnce() {
        set(C.IPPROTO_TCP, C.TCP_NODELAY, 1);
    }

    /// Has urgent bytes come in their place among the others (`SO_OOBINLINE`).
    public void takeUrgentInPlace() {
        set(C.SOL_SOCKET, C.SO_OOBINLINE, 1);
    }

    /// Asks an idle peer from time to time whether it is still there.
    ///
    /// @param seconds how long it is idle first, and between two questions
    public void askIdlePeer(int seconds) {
        set(C.SOL_SOCKET, C.SO_KEEPALIVE, 1);
        set(C.IPPROTO_TCP, C.TCP_KEEPIDLE, seconds);
        set(C.IPPROTO_TCP, C.TCP_KEEPINTVL, seconds);
    }

    /// Breaks the connection off if the peer takes nothing for so long of what is sent
    /// (`TCP_USER_TIMEOUT`).
    public void limitUnsent(int millis) {
        set(C.IPPROTO_TCP, C.TCP_USER_TIMEOUT, millis);
    }

    private Result set(int level, int name, int value) {
        MemorySegment memory = Scratch.memory();
        memory.set(JAVA_INT, 0, value);
        return kernel.call(Syscall.SETSOCKOPT, fd, level, name, memory.address(), Integer.BYTES);
    }

    /// Sends as many bytes as the socket takes at once, and moves the position past them.
    public Result send(ByteBuffer bytes) {
        int length = Math.min(bytes.remaining(), Scratch.SIZE);
        MemorySegment memory = Scratch.memory();
        MemorySegment.copy(MemorySegment.ofBuffer(bytes), 0, memory, 0, length);
        int flags = C.MSG_DONTWAIT | C.MSG_NOSIGNAL;
        Result sent = kernel.call(Syscall.SENDTO, fd, memory.address(), length, flags, 0, 0);
        bytes.position(bytes.position() + Math.max(0, sent.intValue()));
        return sent;
    }

    /// Says to the peer that nothing more is sent.
    public void endWriting() {
        kernel.call(Syscall.SHUTDOWN, fd, C.SHUT_WR);
    }

    /// Has the end of the connection be a reset, however it comes, also by the death of this
    /// process: the peer's next call fails with ECONNRESET, and does not take what it has for all.
    public void resetWhenClosed() {
        linger(1);
    }

    /// Has the end of the connection be an ordinary one again.
    public void endWhenClosed() {
        linger(0);
    }

    private void linger(int isOn) {
        MemorySegment memory = Scratch.memory();
        memory.set(JAVA_INT, 0, isOn);
        memory.set(JAVA_INT, 4, 0);
        long value = memory.address();
        kernel.call(Syscall.SETSOCKOPT, fd, C.SOL_SOCKET, C.SO_LINGER, value, LINGER$SIZE);
    }

    /// Closes it. What is sent already arrives.
    @Override
    public void close() {
        kernel.call(Syscall.CLOSE, fd);
    }
}
