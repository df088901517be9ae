package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Notification;

/// Answers the calls that ask what became of a connect: getsockopt(2) of SO_ERROR, and
/// getpeername(2).
///
/// Both wait for a handshake under way: a program that has seen its socket writable takes "no
/// error" for "connected", and "not connected" for a failure. While the kernel itself says that TCP
/// is on its way, the program cannot have seen that, and gets the answer it would get without
/// tsocks.
final class OutcomeCalls {

    private final SocketTable sockets;
    private final Replies replies;

    OutcomeCalls(SocketTable sockets, Replies replies) {
        this.sockets = sockets;
        this.replies = replies;
    }

    /// Answers getsockopt(fd, SOL_SOCKET, SO_ERROR, buffer, length).
    void error(Notification call, NativeSocket socket, long cookie) {
        PendingConnect pending = sockets.pending(cookie);
        if (pending != null && socket.progress() == NativeSocket.Progress.CONNECTING) {
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
    void peer(Notification call, NativeSocket socket, long cookie) {
        PendingConnect pending = sockets.pending(cookie);
        if (pending != null && socket.progress() == NativeSocket.Progress.CONNECTING) {
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
            replies.listener().letThrough(call.id());
        }
    }
}
