package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.linux.Errno;
import io.tsocks.launcher.linux.InetEndpoint;
import io.tsocks.launcher.linux.Notification;
import io.tsocks.launcher.linux.ProcessMemory;
import io.tsocks.launcher.linux.Result;
import io.tsocks.launcher.linux.SeccompListener;
import io.tsocks.launcher.linux.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Gives trapped calls their answers, in the program's memory where they have to be there.
final class Replies {

    private final SeccompListener listener;

    Replies(SeccompListener listener) {
        this.listener = listener;
    }

    SeccompListener listener() {
        return listener;
    }

    /// Passes on what the same call gave here.
    void pass(Notification call, Result result) {
        if (result.ok()) {
            listener.succeed(call.id(), result.value());
        } else {
            listener.fail(call.id(), result.errno());
        }
    }

    /// Answers connect(2).
    ///
    /// @param errno 0 for success
    /// @return whether the caller has taken the answer
    boolean connect(Notification call, int errno) {
        return errno == 0 ? listener.succeed(call.id(), 0) : listener.fail(call.id(), errno);
    }

    /// Answers getsockopt(fd, SOL_SOCKET, SO_ERROR, buffer, length).
    ///
    /// @return whether the caller has taken the answer
    boolean error(Notification call, int errno) {
        if (errno == 0) {
            return listener.letThrough(call.id());
        }
        return value(call, call.d(), call.e(), bytes(errno), false);
    }

    /// Answers the same with "no error", and leaves the socket's own error where it is.
    void noError(Notification call) {
        value(call, call.d(), call.e(), bytes(0), false);
    }

    /// Answers getpeername(fd, sockaddr, length).
    ///
    /// @return whether the caller has taken the answer
    boolean peer(Notification call, InetEndpoint destination) {
        return value(call, call.b(), call.c(), destination.sockaddr(), true);
    }

    /// Writes as much of a value as the caller has room for, and its length: the whole one for
    /// names, the written one for options, as the kernel does it.
    private boolean value(
            Notification call, long buffer, long length, byte[] value, boolean wholeLength) {
        Target target = new Target(call.tid());
        Target.Copied room = target.read(length, Integer.BYTES);
        if (!room.ok()) {
            return listener.fail(call.id(), room.errno());
        }
        int size = ByteBuffer.wrap(room.bytes()).order(ByteOrder.nativeOrder()).getInt();
        if (size < 0) {
            return listener.fail(call.id(), Errno.EINVAL);
        }
        int written = Math.min(size, value.length);
        try (ProcessMemory memory = target.memory()) {
            if (!listener.waits(call.id())) {
                return false;
            }
            boolean stored =
                    (written == 0 || memory.write(buffer, Arrays.copyOf(value, written)))
                            && memory.write(length, bytes(wholeLength ? value.length : written));
            return stored ? listener.succeed(call.id(), 0) : listener.fail(call.id(), Errno.EFAULT);
        }
    }

    static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }
}
