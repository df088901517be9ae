package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Errno;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Poller;
import io.tsocks.linux.SeccompListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The calls that wait for a datagram on a blocking socket, for which one thread waits in place of
/// all their threads.
final class ReceiveWaits {

    /// How often the thread looks whether callers have to leave.
    private static final int TICK_MILLIS = 20;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    /// How many callers it looks at each time.
    private static final int LOOKS_PER_TICK = 64;

    private final SeccompListener listener;
    private final Poller loop;
    private final Queue<Wait> added = new ConcurrentLinkedQueue<>();
    private final Queue<Wait> ready = new ConcurrentLinkedQueue<>();
    private final Map<Long, Wait> byToken = new HashMap<>();
    private final ArrayDeque<Wait> all = new ArrayDeque<>();
    private long tokens;
    private @Nullable Poller own;
    private volatile boolean over;

    /// A call that waits.
    static final class Wait {
        private final Notification call;
        private final NativeSocket socket;

        /// Whether its socket was said to be readable before, and was not. That is so as long as
        /// something is in the socket's error queue.
        private final boolean isAgain;

        private final boolean hasEnd;
        private final long end;
        private long token;
        private boolean isOver;

        private Wait(
                Notification call, NativeSocket socket, boolean isAgain, boolean hasEnd, long end) {
            this.call = call;
            this.socket = socket;
            this.isAgain = isAgain;
            this.hasEnd = hasEnd;
            this.end = end;
        }

        Notification call() {
            return call;
        }
    }

    /// @param loop is woken when there is something for [#drain]
    ReceiveWaits(SeccompListener listener, Poller loop) {
        this.listener = listener;
        this.loop = loop;
    }

    /// Lets a call wait. The supervisor's thread calls this, and all other methods here.
    ///
    /// @param socket closed when the wait is over
    /// @param before the wait of the same call that has just ended, if there was one
    void add(Notification call, NativeSocket socket, @Nullable Wait before) {
        Poller poller = started();
        if (poller == null) {
            socket.close();
            listener.fail(call.id(), Errno.ENOBUFS);
            return;
        }
        boolean isAgain = before != null && before.call.id() == call.id();
        long patience = socket.receiveTimeout();
        long end = isAgain && before != null ? before.end : System.nanoTime() + patience;
        added.add(new Wait(call, socket, isAgain, patience > 0, end));
        poller.wakeUp();
    }

    /// The poller of the thread, which starts when it is first needed; null if descriptors have run
    /// out.
    private @Nullable Poller started() {
        if (own == null) {
            try {
                Poller poller = Poller.open(listener.kernel());
                own = poller;
                Thread.ofPlatform().daemon().name("receive").start(() -> run(poller));
            } catch (KernelException e) {
                return null;
            }
        }
        return own;
    }

    /// Hands out the calls for which something may have come.
    void drain(Consumer<Wait> again) {
        for (Wait wait = ready.poll(); wait != null; wait = ready.poll()) {
            again.accept(wait);
        }
    }

    /// Ends the thread.
    void close() {
        over = true;
        if (own != null) {
            own.wakeUp();
        }
    }

    private void run(Poller poller) {
        List<Wait> late = new ArrayList<>();
        long nextLook = System.nanoTime();
        while (!over) {
            poller.poll(all.isEmpty() ? -1 : TICK_MILLIS, (token, _) -> isReady(poller, token));
            long now = System.nanoTime();
            if (now - nextLook >= 0) {
                nextLook = now + TICK;
                late.forEach(wait -> watch(poller, wait));
                late.clear();
                look(poller, now);
            }
            for (Wait wait = added.poll(); wait != null; wait = added.poll()) {
                all.add(wait);
                if (wait.isAgain) {
                    late.add(wait);
                } else {
                    watch(poller, wait);
                }
            }
        }
        all.forEach(wait -> wait.socket.close());
        added.forEach(wait -> wait.socket.close());
        poller.close();
    }

    private void watch(Poller poller, Wait wait) {
        if (wait.isOver) {
            return;
        }
        wait.token = ++tokens;
        byToken.put(wait.token, wait);
        if (!poller.watch(wait.socket.fd(), Poller.READABLE, wait.token).ok()) {
            isReady(poller, wait.token);
        }
    }

    private void isReady(Poller poller, long token) {
        Wait wait = byToken.get(token);
        if (wait != null) {
            finish(poller, wait);
            ready.add(wait);
            loop.wakeUp();
        }
    }

    private void finish(Poller poller, Wait wait) {
        wait.isOver = true;
        byToken.remove(wait.token);
        poller.forget(wait.socket.fd());
        wait.socket.close();
    }

    /// Looks at some of the callers, whose time may be over, or who have to leave their call.
    private void look(Poller poller, long now) {
        for (int i = Math.min(LOOKS_PER_TICK, all.size()); i > 0; i--) {
            Wait wait = all.removeFirst();
            if (!wait.isOver && isAtItsEnd(wait, now)) {
                finish(poller, wait);
            }
            if (!wait.isOver) {
                all.addLast(wait);
            }
        }
    }

    private boolean isAtItsEnd(Wait wait, long now) {
        if (wait.hasEnd && now - wait.end >= 0) {
            listener.fail(wait.call.id(), Errno.EAGAIN);
            return true;
        }
        // With a time limit the kernel does not begin such a call anew.
        int interruption = wait.hasEnd ? Errno.EINTR : Errno.ERESTARTSYS;
        return CallerWatch.letGo(listener, wait.call, interruption);
    }
}
