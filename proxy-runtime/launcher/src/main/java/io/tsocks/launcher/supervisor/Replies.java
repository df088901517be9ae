package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.MessageReader;
import io.tsocks.linux.Notification;
import io.tsocks.linux.ProcessMemory;
import io.tsocks.linux.ReceiveCall;
import io.tsocks.linux.Result;
import io.tsocks.linux.SeccompListener;
import io.tsocks.linux.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/// Answers trapped calls, and writes to the program's memory if an answer needs that.
final class Replies {

    /// The size in bytes of a range that is asked about at once.
    private static final int TOGETHER = 64 * 1024;

    private final SeccompListener listener;
    private final ForeignMemory memory;

    Replies(SeccompListener listener, ForeignMemory memory) {
        this.listener = listener;
        this.memory = memory;
    }

    SeccompListener listener() {
        return listener;
    }

    /// The kernel whose calls are answered.
    Kernel kernel() {
        return listener.kernel();
    }

    /// Answers with the result of the same call made here.
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
    /// @param taken is run when the caller has taken an errno
    void error(Notification call, int errno, Runnable taken) {
        if (errno == 0) {
            listener.letThrough(call.id());
        } else {
            value(call, call.d(), call.e(), bytes(errno), false, taken);
        }
    }

    /// Answers the same call with "no error", and leaves the socket's own error pending.
    void noError(Notification call) {
        value(call, call.d(), call.e(), bytes(0), false, () -> {});
    }

    /// Answers getpeername(fd, sockaddr, length).
    void peer(Notification call, InetEndpoint destination) {
        value(call, call.b(), call.c(), destination.sockaddr(), true, () -> {});
    }

    /// Answers sendmmsg(2), of which one message has been sent.
    void sentOne(Notification call, int length) {
        write(
                call,
                memory ->
                        has(call, call.b() + MessageReader.LENGTH, Integer.BYTES)
                                        && MessageReader.storeLength(memory, call, length)
                                ? 0
                                : Errno.EFAULT,
                errno -> pass(call, errno == 0 ? Result.of(1) : Result.failure(errno)));
    }

    /// Answers a call that receives.
    ///
    /// @param patches the bytes to write
    void received(Notification call, List<ReceiveCall.Patch> patches, Result result) {
        if (isWrittenAtOnce(call, patches)) {
            pass(call, result);
            return;
        }
        write(
                call,
                memory ->
                        patches.stream().allMatch(it -> store(call, memory, it)) ? 0 : Errno.EFAULT,
                errno -> pass(call, errno == 0 ? result : Result.failure(errno)));
    }

    /// Writes without a thread if nothing has to be waited for, as is usual for a stack and a heap.
    private boolean isWrittenAtOnce(Notification call, List<ReceiveCall.Patch> patches) {
        Target target = new Target(listener.kernel(), call.tid());
        try (ProcessMemory opened = target.memory()) {
            return listener.waits(call.id())
                    && areThere(target, patches)
                    && patches.stream()
                            .allMatch(it -> opened.writeAtOnce(it.address(), it.bytes()));
        }
    }

    /// Whether all the memory is present. It is asked about once if it is together, as on a stack.
    private static boolean areThere(Target target, List<ReceiveCall.Patch> patches) {
        long first = Long.MAX_VALUE;
        long end = 0;
        for (ReceiveCall.Patch patch : patches) {
            first = Math.min(first, patch.address());
            end = Math.max(end, patch.address() + patch.bytes().length);
        }
        boolean areTogether = end - first > 0 && end - first <= TOGETHER;
        return (areTogether && target.has(first, (int) (end - first)))
                || patches.stream()
                        .allMatch(patch -> target.has(patch.address(), patch.bytes().length));
    }

    private boolean store(Notification call, ProcessMemory memory, ReceiveCall.Patch patch) {
        return has(call, patch.address(), patch.bytes().length)
                && memory.write(patch.address(), patch.bytes());
    }

    private void value(
            Notification call,
            long buffer,
            long length,
            byte[] value,
            boolean wholeLength,
            Runnable taken) {
        write(
                call,
                memory -> store(call, memory, buffer, length, value, wholeLength),
                errno -> {
                    if (connect(call, errno)) {
                        taken.run();
                    }
                });
    }

    /// Writes to the caller's memory in a thread, which may wait for it.
    ///
    /// @param work returns an errno, or 0
    /// @param then takes that later; ESRCH if the caller has gone
    private void write(
            Notification call, ToIntFunction<ProcessMemory> work, Consumer<Integer> then) {
        memory.run(() -> write(call, work), then);
    }

    private int write(Notification call, ToIntFunction<ProcessMemory> work) {
        try (ProcessMemory opened = new Target(listener.kernel(), call.tid()).memory()) {
            return listener.waits(call.id()) ? work.applyAsInt(opened) : Errno.ESRCH;
        }
    }

    /// Waits until memory is present for writing. Writing through a descriptor would fail if
    /// userfaultfd(2) has to provide the memory.
    private boolean has(Notification call, long address, int length) {
        return new Target(listener.kernel(), call.tid()).read(address, length).ok();
    }

    /// Writes as much of a value as the caller has room for, and its length. As in the kernel, this
    /// is the full length for names, and the written length for options.
    private int store(
            Notification call,
            ProcessMemory memory,
            long buffer,
            long length,
            byte[] value,
            boolean wholeLength) {
        Target.Copied room = new Target(listener.kernel(), call.tid()).read(length, Integer.BYTES);
        if (!room.ok()) {
            return room.errno();
        }
        int size = ByteBuffer.wrap(room.bytes()).order(ByteOrder.nativeOrder()).getInt();
        if (size < 0) {
            return Errno.EINVAL;
        }
        int written = Math.min(size, value.length);
        boolean stored =
                (written == 0
                                || (has(call, buffer, written)
                                        && memory.write(buffer, Arrays.copyOf(value, written))))
                        && memory.write(length, bytes(wholeLength ? value.length : written));
        return stored ? 0 : Errno.EFAULT;
    }

    static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
    }
}
