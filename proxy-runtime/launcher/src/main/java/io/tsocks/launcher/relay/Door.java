package io.tsocks.launcher.relay;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.OwnSocket;
import io.tsocks.linux.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The way in for exactly one socket of a program.
///
/// The program's socket is connected to an address on the loopback where a socket listens that
/// drops what programs send. So the program's socket stays in SYN_SENT, as if the destination had
/// not answered yet. To let it in, a second socket, which is bound to the same address, connects
/// to the program's socket: TCP's simultaneous open (RFC 9293, section 3.5), which connects both at
/// once. Nobody else can come in: the listening socket accepts nothing, no other socket can be
/// bound to its address, and the second socket connects to the program's socket only.
public final class Door implements AutoCloseable {

    private final OwnSocket inner;
    private final OwnSocket listener;
    private final InetEndpoint address;
    private boolean isListening = true;

    /// The address at which the program's socket was let in; null before that.
    private @Nullable InetSocketAddress guest;

    private Door(OwnSocket inner, OwnSocket listener, InetEndpoint address) {
        this.inner = inner;
        this.listener = listener;
        this.address = address;
    }

    /// What is known of a program's socket that was asked in.
    public enum Entry {
        /// It is not connected yet.
        UNDERWAY,
        /// It is connected to [#inner].
        IN,
        /// It no longer wants to be.
        GONE
    }

    /// A closed door.
    ///
    /// @param isIpv6 whether it is on the loopback of IPv6
    /// @throws KernelException if descriptors or ports have run out, or the machine lacks IPv6 or
    ///     an interface `lo` that is up
    public static Door open(Kernel kernel, boolean isIpv6) throws KernelException {
        OwnSocket inner = OwnSocket.open(kernel, isIpv6);
        try {
            OwnSocket listener = OwnSocket.open(kernel, isIpv6);
            try {
                return new Door(inner, listener, bind(inner, listener, isIpv6));
            } catch (KernelException e) {
                listener.close();
                throw e;
            }
        } catch (KernelException e) {
            inner.close();
            throw e;
        }
    }

    /// Binds both to one free port. From the moment at which one listens, no other can be bound to
    /// it.
    private static InetEndpoint bind(OwnSocket inner, OwnSocket listener, boolean isIpv6)
            throws KernelException {
        if (!inner.hasLoopback()) {
            throw new KernelException("interface lo", Errno.ENETDOWN);
        }
        InetAddress loopback = InetAddress.ofLiteral(isIpv6 ? "::1" : "127.0.0.1");
        byte[] anyPort = sockaddr(new InetSocketAddress(loopback, 0), isIpv6);
        inner.asNative().bind(anyPort).orThrow("bind");
        byte[] bound = inner.asNative().localName();
        inner.shareAddress().orThrow("setsockopt");
        listener.shareAddress().orThrow("setsockopt");
        listener.asNative().bind(bound).orThrow("bind");
        listener.listenDeaf(isIpv6).orThrow("listen");
        return InetEndpoint.of(bound).orElseThrow();
    }

    private static byte[] sockaddr(InetSocketAddress address, boolean isIpv6) {
        return InetEndpoint.forSocket(isIpv6, address).orElseThrow().sockaddr();
    }

    /// The address to which the program's socket is to be connected.
    ///
    /// @param isIpv6Socket whether that is one of AF_INET6
    /// @return empty if such a socket cannot be connected there
    public Optional<InetEndpoint> address(boolean isIpv6Socket) {
        return InetEndpoint.forSocket(isIpv6Socket, address.toSocketAddress());
    }

    /// The socket that will be the program's peer. Whoever keeps it closes the rest with
    /// [#closeListener].
    public OwnSocket inner() {
        return inner;
    }

    /// Lets the program's socket in.
    ///
    /// @param program is being connected to [#address]
    /// @return success; EINPROGRESS if [#entry] tells later; or why not
    public Result letIn(NativeSocket program) {
        Optional<InetEndpoint> at = InetEndpoint.of(program.localName());
        boolean isIpv6 = address.isIpv6Sockaddr();
        Optional<InetEndpoint> to =
                at.flatMap(from -> InetEndpoint.forSocket(isIpv6, from.toSocketAddress()));
        if (to.isEmpty()) {
            return Result.failure(Errno.ENOTCONN);
        }
        Result result = inner.asNative().connect(to.get().sockaddr());
        boolean isUnderway = result.ok() || result.errno() == Errno.EINPROGRESS;
        guest = isUnderway ? to.get().toSocketAddress() : null;
        return result;
    }

    /// Whether a program's socket was let in, and that has not failed since.
    public boolean isAsked() {
        return guest != null && inner.asNative().progress() != NativeSocket.Progress.NONE;
    }

    /// Whether the program's socket has come in. Another socket at its address does not count.
    ///
    /// @param program the socket that was let in
    public Entry entry(NativeSocket program) {
        return switch (program.progress()) {
            case NONE -> Entry.GONE;
            case CONNECTING -> Entry.UNDERWAY;
            case ESTABLISHED, BEYOND -> isPeer(program) ? Entry.IN : Entry.GONE;
        };
    }

    /// Whether the program's socket has the address that [#inner] was connected to, and that of
    /// [#inner] as its peer's: no two connections have both in common.
    private boolean isPeer(NativeSocket program) {
        return guest != null
                && isAt(program.peerName(), address.toSocketAddress())
                && isAt(program.localName(), guest);
    }

    /// Whether a name is of an address and port; it may be v4-mapped.
    private static boolean isAt(byte[] name, InetSocketAddress expected) {
        return InetEndpoint.of(name)
                .map(InetEndpoint::toSocketAddress)
                .equals(Optional.of(expected));
    }

    /// Closes what only keeps others out while the program's socket waits.
    public void closeListener() {
        if (isListening) {
            isListening = false;
            listener.close();
        }
    }

    /// Closes all of it.
    @Override
    public void close() {
        closeListener();
        inner.close();
    }
}
