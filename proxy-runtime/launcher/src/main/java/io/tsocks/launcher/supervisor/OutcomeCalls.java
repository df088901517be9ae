package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Pidfds;
import io.tsocks.linux.Result;

/// Answers the calls that ask what became of a connect: getsockopt(2) of SO_ERROR, and
/// getpeername(2).
///
/// Both wait for a handshake under way: a program that has seen its socket writable takes "no
/// error" for "connected", and "not connected" for a failure. While the kernel itself says that TCP
/// is on its way, the program cannot have seen that, and gets the answer it would get without
/// tsocks.
final class OutcomeCalls {

    private final Pidfds pidfds;
    private final SocketTable sockets;
    private final Replies replies;
    private final ConnectCalls connects;
    private final WaitingCalls waiting;
    private final Closer closer;
    private final DatagramCalls datagrams;

    OutcomeCalls(
            Pidfds pidfds,
            SocketTable sockets,
            Replies replies,
            ConnectCalls connects,
            WaitingCalls waiting,
            Closer closer,
            DatagramCalls datagrams) {
        this.datagrams = datagrams;
        this.pidfds = pidfds;
        this.sockets = sockets;
        this.replies = replies;
        this.connects = connects;
        this.waiting = waiting;
        this.closer = closer;
    }

    /// Answers a question.
    ///
    /// The kernel answers questions about sockets that tsocks has not connected.
    void answer(Notification call, boolean isForPeer) {
        if (sockets.isEmpty() && !(isForPeer && datagrams.areProxied())) {
            replies.listener().letThrough(call.id());
            return;
        }
        Result descriptor = pidfds.duplicate(call.tid(), (int) call.a());
        if (!descriptor.ok()) {
            answerUnknown(call, descriptor.errno());
            return;
        }
        NativeSocket socket = new NativeSocket(replies.kernel(), descriptor.intValue());
        long cookie = socket.cookie().value();
        if (!isForPeer
                && sockets.settled(cookie)
                        instanceof SocketTable.Settled.Interrupted(InetEndpoint to)) {
            connects.goOn(call, socket, cookie, to);
            return;
        }
        try {
            if (isForPeer) {
                peer(call, socket, cookie);
            } else {
                error(call, socket, cookie);
            }
        } finally {
            closeAsked(socket, cookie);
        }
    }

    private void closeAsked(NativeSocket socket, long cookie) {
        if (sockets.pending(cookie) != null) {
            socket.close();
        } else if (sockets.settled(cookie) != null) {
            closer.closeTcp(socket);
        } else {
            closer.close(socket);
        }
    }

    /// Answers a question about a socket that cannot be identified. Its handshake may be under way,
    /// and the kernel would then report that it is connected.
    private void answerUnknown(Notification call, int errno) {
        if (errno == Errno.EBADF || !sockets.mayMislead()) {
            replies.listener().letThrough(call.id());
        } else if (errno == Errno.EMFILE || errno == Errno.ENFILE) {
            waiting.add(call, 0);
        } else {
            replies.listener().fail(call.id(), Errno.ENOBUFS);
        }
    }

    /// Whether the kernel would say that the socket is being connected. After the failure of a
    /// server the program may have been woken, and "no error" would mean to it that it is
    /// connected.
    private static boolean isConnecting(PendingConnect pending, NativeSocket socket) {
        return !pending.hasGoneOn() && socket.progress() == NativeSocket.Progress.CONNECTING;
    }

    /// Answers getsockopt(fd, SOL_SOCKET, SO_ERROR, buffer, length).
    private void error(Notification call, NativeSocket socket, long cookie) {
        PendingConnect pending = connects.attempts().underWay(cookie);
        if (pending != null && isConnecting(pending, socket)) {
            replies.noError(call);
        } else if (pending != null) {
            pending.held().add(HeldCall.error(call));
        } else if (sockets.settled(cookie) instanceof SocketTable.Settled.Failed(int errno)) {
            socket.takeError();
            replies.error(call, errno, () -> sockets.forgetFailure(cookie));
        } else {
            replies.error(call, 0, () -> {});
        }
    }

    /// Answers getpeername(fd, sockaddr, length): with the destination the program asked for, as
    /// long as the connection lives.
    private void peer(Notification call, NativeSocket socket, long cookie) {
        PendingConnect pending = connects.attempts().underWay(cookie);
        if (pending != null && isConnecting(pending, socket)) {
            replies.connect(call, Errno.ENOTCONN);
        } else if (pending != null) {
            pending.held().add(HeldCall.peer(call));
        } else if (sockets.settled(cookie)
                instanceof SocketTable.Settled.Connected(InetEndpoint destination, _)) {
            int gone = socket.peerError();
            if (gone == 0) {
                replies.peer(call, destination);
            } else {
                replies.connect(call, gone);
            }
        } else {
            datagrams
                    .peer(cookie)
                    .ifPresentOrElse(
                            destination -> replies.peer(call, destination),
                            () -> replies.listener().letThrough(call.id()));
        }
    }
}
