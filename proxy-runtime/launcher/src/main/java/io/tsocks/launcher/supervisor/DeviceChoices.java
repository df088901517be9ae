package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.NativeSocket.Kind;
import io.tsocks.linux.Notification;
import io.tsocks.linux.OutgoingDevice;
import io.tsocks.linux.Result;
import io.tsocks.linux.Target;

/// Answers setsockopt(2) of a network device. By a device even packets for the loopback leave,
/// where sockets are led, so a socket that is led there gets no device any more.
///
/// The option is set here, with a copy of its value. If the program's own thread set it, another
/// one could have the socket connected, or put another one under the descriptor, between the
/// decision and the deed.
final class DeviceChoices {

    private final ForeignMemory memory;
    private final Replies replies;
    private final Attempts attempts;
    private final DatagramCalls datagrams;

    DeviceChoices(
            ForeignMemory memory, Replies replies, Attempts attempts, DatagramCalls datagrams) {
        this.memory = memory;
        this.replies = replies;
        this.attempts = attempts;
        this.datagrams = datagrams;
    }

    /// setsockopt(fd, level, name, value, length).
    void answer(Notification call, NativeSocket socket) {
        int length = Math.min((int) call.e(), OutgoingDevice.LONGEST);
        Target.Copied value =
                length > 0 ? memory.read(call, call.d(), length) : Target.Copied.nothing();
        replies.pass(call, result(call, socket, length, value));
    }

    private Result result(Notification call, NativeSocket socket, int length, Target.Copied value) {
        if (length < 0) {
            return Result.failure(Errno.EINVAL);
        }
        if (!value.ok()) {
            return Result.failure(value.errno());
        }
        if (!replies.listener().waits(call.id())) {
            return Result.failure(Errno.ESRCH);
        }
        return isFixed(socket)
                ? Result.failure(Errno.EPERM)
                : socket.setOption((int) call.b(), (int) call.c(), value.bytes());
    }

    private boolean isFixed(NativeSocket socket) {
        Kind kind = socket.kind();
        return kind.isTcp() ? isConnected(socket) : kind.isUdp() && datagrams.isLed(socket);
    }

    private boolean isConnected(NativeSocket socket) {
        return attempts.underWay(socket.cookie().value()) != null
                || socket.progress() == NativeSocket.Progress.CONNECTING
                || InetEndpoint.of(socket.peerName()).isPresent();
    }
}
