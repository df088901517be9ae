package io.tsocks.launcher.supervisor;

import io.tsocks.linux.ConnectRing;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Poller;
import io.tsocks.linux.Result;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes the connects of programs' sockets, none of which the supervisor's loop waits for: by a
/// ring, or, on machines without one, each by a thread that may.
final class Connector implements AutoCloseable {

    private final Kernel kernel;
    private final Poller poller;
    private final Optional<ConnectRing> ring;
    private final ConcurrentLinkedQueue<Runnable> done = new ConcurrentLinkedQueue<>();
    private @Nullable ExecutorService threads;

    Connector(Kernel kernel, Poller poller) {
        this.kernel = kernel;
        this.ring = ConnectRing.open(kernel);
        this.poller = poller;
    }

    /// Begins a connect without blocking, whatever the socket says.
    ///
    /// @param then is told how it went, EINPROGRESS included, now or by [#drain]
    void start(NativeSocket socket, byte[] sockaddr, Consumer<Result> then) {
        if (ring.isPresent()) {
            then.accept(ring.get().start(socket, sockaddr));
        } else {
            byDuplicate(socket, sockaddr, then);
        }
    }

    /// A thread gets a descriptor of its own: the number of the given one may be another socket's
    /// by then.
    private void byDuplicate(NativeSocket socket, byte[] sockaddr, Consumer<Result> then) {
        Result own = socket.duplicate();
        if (own.ok()) {
            asProgram(new NativeSocket(kernel, own.intValue()), sockaddr, then);
        } else {
            then.accept(own);
        }
    }

    /// Connects as the program's own call would: it waits, and leaves errors, as the socket is set
    /// at that moment. A thread waits for it.
    ///
    /// @param socket a duplicate of one that is not connected; closed here
    /// @param then is told how it went, by [#drain]
    void asProgram(NativeSocket socket, byte[] sockaddr, Consumer<Result> then) {
        try {
            threads().execute(() -> connect(socket, sockaddr, then));
        } catch (OutOfMemoryError _) {
            socket.close();
            then.accept(Result.failure(Errno.ENOBUFS));
        }
    }

    private ExecutorService threads() {
        if (threads == null) {
            threads =
                    Executors.newCachedThreadPool(
                            Thread.ofPlatform().daemon().name("connect").factory());
        }
        return threads;
    }

    private void connect(NativeSocket own, byte[] sockaddr, Consumer<Result> then) {
        try (own) {
            Result result = own.connect(sockaddr);
            done.add(() -> then.accept(result));
            poller.wakeUp();
        }
    }

    /// Tells what threads have found out; to be called by the supervisor's thread whenever it has
    /// been woken.
    void drain() {
        for (Runnable task = done.poll(); task != null; task = done.poll()) {
            task.run();
        }
    }

    @Override
    public void close() {
        ring.ifPresent(ConnectRing::close);
    }
}
