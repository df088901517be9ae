package io.tsocks.gateway;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.Optional;

/// Asks Linux about one TCP connection (sock_diag(7)), which takes microseconds however many
/// connections there are. It needs native access, which a program grants with
/// `--enable-native-access`. Without that, Java would print a warning, so the caller checks
/// [#isEnabled] first.
final class SocketDiag {

    private static final int AF_INET = 2;
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_SOCK_DIAG = 4;
    private static final short SOCK_DIAG_BY_FAMILY = 20;
    private static final short NLM_F_REQUEST = 1;
    private static final byte IPPROTO_TCP = 6;

    /// `struct nlmsghdr`, `struct inet_diag_req_v2` and `struct inet_diag_msg` of linux/netlink.h
    /// and linux/inet_diag.h.
    private static final int HEADER = 16;

    private static final int REQUEST = HEADER + 56;
    private static final int REQUEST_ID = HEADER + 8;
    private static final int ANSWER = HEADER + 72;
    private static final int ANSWER_ID = HEADER + 4;
    private static final int UID = HEADER + 64;
    private static final int INODE = HEADER + 68;

    /// `struct inet_diag_sockid`: ports and addresses in network order, an interface, a cookie.
    private static final int TO_PORT = 2;

    private static final int FROM_ADDRESS = 4;
    private static final int TO_ADDRESS = 20;
    private static final int COOKIE = 40;

    /// Any state, any cookie.
    private static final int ANY = -1;

    private SocketDiag() {}

    /// Whether this module may call C functions without a warning.
    static boolean isEnabled() {
        return SocketDiag.class.getModule().isNativeAccessEnabled();
    }

    /// The owner of one end of an IPv4 connection, even if its socket is an IPv6 socket; empty if
    /// there is no such connection or the kernel does not answer.
    ///
    /// @param local the address of that end
    /// @param remote the address of the other end
    static Optional<SocketOwner> owner(InetSocketAddress local, InetSocketAddress remote) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment message = arena.allocate(REQUEST, JAVA_LONG.byteAlignment());
            message.set(JAVA_INT, 0, REQUEST);
            message.set(JAVA_SHORT, 4, SOCK_DIAG_BY_FAMILY);
            message.set(JAVA_SHORT, 6, NLM_F_REQUEST);
            message.set(JAVA_BYTE, HEADER, (byte) AF_INET);
            message.set(JAVA_BYTE, HEADER + 1, IPPROTO_TCP);
            message.set(JAVA_INT, HEADER + 4, ANY);
            put(message, REQUEST_ID, local, remote);
            message.set(JAVA_INT, REQUEST_ID + COOKIE, ANY);
            message.set(JAVA_INT, REQUEST_ID + COOKIE + 4, ANY);
            MemorySegment answer = arena.allocate(1024, JAVA_LONG.byteAlignment());
            long length = ask(message, answer);
            boolean isIt =
                    length >= ANSWER
                            && answer.get(JAVA_SHORT, 4) == SOCK_DIAG_BY_FAMILY
                            && answer.asSlice(ANSWER_ID, 4).mismatch(message.asSlice(REQUEST_ID, 4))
                                    < 0;
            return isIt
                    ? Optional.of(
                            new SocketOwner(
                                    answer.get(JAVA_INT, UID), answer.get(JAVA_INT, INODE) != 0))
                    : Optional.empty();
        }
    }

    private static void put(
            MemorySegment message, int at, InetSocketAddress local, InetSocketAddress remote) {
        ValueLayout.OfShort port = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
        message.set(port, at, (short) local.getPort());
        message.set(port, at + TO_PORT, (short) remote.getPort());
        MemorySegment.copy(
                local.getAddress().getAddress(), 0, message, JAVA_BYTE, at + FROM_ADDRESS, 4);
        MemorySegment.copy(
                remote.getAddress().getAddress(), 0, message, JAVA_BYTE, at + TO_ADDRESS, 4);
    }

    /// Asks a question. Each question has a socket of its own, so that answers cannot be mixed up.
    ///
    /// @return the length of the answer, negative if there is none
    private static long ask(MemorySegment question, MemorySegment answer) {
        int socket = (int) call(C.SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_SOCK_DIAG, 0);
        if (socket < 0) {
            return socket;
        }
        try {
            long sent = call(C.SEND, socket, question.address(), question.byteSize(), 0);
            return sent < 0 ? sent : call(C.RECV, socket, answer.address(), answer.byteSize(), 0);
        } finally {
            call(C.CLOSE, socket, 0, 0, 0);
        }
    }

    private static long call(MethodHandle function, long a, long b, long c, long d) {
        try {
            return (long) function.invokeExact(a, b, c, d);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// The functions of the C library, linked when the first question is asked. Each takes only
    /// integers and pointers, so one method handle type serves all.
    @SuppressWarnings("restricted")
    private static final class C {

        private static final FunctionDescriptor FOUR_WORDS =
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

        static final MethodHandle SOCKET = function("socket");
        static final MethodHandle SEND = function("send");
        static final MethodHandle RECV = function("recv");
        static final MethodHandle CLOSE = function("close");

        private C() {}

        private static MethodHandle function(String name) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), FOUR_WORDS);
        }
    }
}
