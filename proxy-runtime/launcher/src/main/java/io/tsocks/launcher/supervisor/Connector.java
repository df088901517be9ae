package io.tsocks.launcher.supervisor;

import io.tsocks.linux.ConnectRing;
import io.tsocks.linux.Errno;
import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Poller;
import io.tsocks.linux.Result;
import io.tsocks.linux.StreamAddress;
import io.tsocks.linux.UnixEndpoint;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Connects programs' sockets without making the supervisor's loop wait: by a ring, or on machines
/// without one, each in a thread that may wait.
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

    /// Begins a connect to a server or a destination, as [#start].
    ///
    /// On the machine itself it is made or has failed at once. The ring would wait for a server
    /// whose queue is full, and not connect when there is room.
    void reach(NativeSocket line, StreamAddress to, Consumer<Result> then) {
        switch (to) {
            case UnixEndpoint here -> then.accept(line.connect(here.sockaddr()));
            case InetEndpoint there -> start(line, there.sockaddr(), then);
        }
    }

    /// Runs a task in [#drain] after a while.
    void later(int millis, Runnable task) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run)
                .execute(
                        () -> {
                            done.add(task);
                            poller.wakeUp();
                        });
    }

    /// Begins a connect without blocking, even on a blocking socket.
    ///
    /// @param then takes the result, which may be EINPROGRESS, now or in [#drain]
    void start(NativeSocket socket, byte[] sockaddr, Consumer<Result> then) {
        if (ring.isPresent()) {
            then.accept(ring.get().start(socket, sockaddr));
        } else {
            byDuplicate(socket, sockaddr, then);
        }
    }

    /// Connects in a thread, which gets a descriptor of its own: the number of the given one may
    /// belong to another socket by then.
    private void byDuplicate(NativeSocket socket, byte[] sockaddr, Consumer<Result> then) {
        Result own = socket.duplicate();
        if (own.ok()) {
            asProgram(new NativeSocket(kernel, own.intValue()), sockaddr, then);
        } else {
            then.accept(own);
        }
    }

    /// Connects like the program's own call, in a thread: waiting and pending errors depend on how
    /// the socket is set at that moment.
    ///
    /// @param socket a duplicate of one that is not connected; closed here
    /// @param then takes the result, in [#drain]
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

    /// Passes on the results of threads. The supervisor's thread calls this whenever it has been
    /// woken.
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
