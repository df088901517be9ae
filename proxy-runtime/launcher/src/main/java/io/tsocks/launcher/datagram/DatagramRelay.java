package io.tsocks.launcher.datagram;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.OwnDatagramSocket;
import io.tsocks.linux.Poller;
import io.tsocks.linux.Result;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Moves datagrams between programs and servers, in one thread of its own for all sockets, so that
/// it never delays an answer to a program. Datagrams wait in the kernel only.
///
/// The kernel does not report the end of a program's socket. So the thread looks once a second
/// which sockets are still open, as long as it has to do with any.
public final class DatagramRelay {

    /// The most sockets of programs at a time.
    public static final int MOST = 1_024;

    private static final int TICK_MILLIS = 1_000;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    /// How long datagrams of programs that have ended wait for a server.
    private static final long LAST_WAIT = TimeUnit.SECONDS.toNanos(5);

    private final Kernel kernel;
    private final Witness witness;
    private final Predicate<InetEndpoint> isDirect;
    private final Supplier<Optional<Set<String>>> openSockets;
    private final Map<Long, Correspondent> byCookie = new ConcurrentHashMap<>();
    private final Map<Long, Ports.Ready> ready = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicLong tokens = new AtomicLong();
    private final Set<Long> due = new LinkedHashSet<>();
    private @Nullable Poller poller;
    private volatile long end = Long.MAX_VALUE;
    private volatile boolean isLast;
    private volatile boolean isOver;
    private long nextLook = System.nanoTime();

    /// @param isDirect whether datagrams to an address go directly; asked in any thread
    /// @param openSockets the inodes of all UDP sockets that are open and have a port; empty if
    ///     they cannot be found out
    public DatagramRelay(
            Kernel kernel,
            Witness witness,
            Predicate<InetEndpoint> isDirect,
            Supplier<Optional<Set<String>>> openSockets) {
        this.isDirect = isDirect;
        this.kernel = kernel;
        this.witness = witness;
        this.openSockets = openSockets;
    }

    /// Whether there is any socket to do with.
    public boolean isInUse() {
        return !byCookie.isEmpty();
    }

    /// What is known of a socket; empty if it has nothing to do with servers.
    public Optional<Correspondent> find(long cookie) {
        return byCookie.isEmpty() ? Optional.empty() : Optional.ofNullable(byCookie.get(cookie));
    }

    /// What is known of a socket, which gets a place here if it has none. Only the supervisor's
    /// thread calls this.
    ///
    /// @param inode by which the socket is known in /proc
    /// @param isIpv6 whether it is one of AF_INET6
    /// @return empty if there are as many sockets as there may be
    /// @throws KernelException if descriptors have run out
    public Optional<Correspondent> of(long cookie, Supplier<String> inode, boolean isIpv6)
            throws KernelException {
        Correspondent known = byCookie.get(cookie);
        if (known != null && known.use()) {
            return Optional.of(known);
        }
        if (byCookie.size() >= MOST) {
            return Optional.empty();
        }
        start();
        Senders senders = new Senders(isIpv6, isDirect);
        Correspondent made = new Correspondent(new Sockets(), witness, inode.get(), senders);
        byCookie.put(cookie, made);
        return Optional.of(made);
    }

    private void start() throws KernelException {
        if (poller == null) {
            Poller opened = Poller.open(kernel);
            poller = opened;
            Thread.ofPlatform().daemon().name("datagrams").start(() -> run(opened));
        }
        wakeUp();
    }

    private void wakeUp() {
        if (poller != null) {
            poller.wakeUp();
        }
    }

    /// Says that no program of the run is left. What programs have sent still leaves, if a server
    /// takes it soon.
    public void programsHaveEnded() {
        end = System.nanoTime() + LAST_WAIT;
        isLast = true;
        nextLook = System.nanoTime();
        wakeUp();
    }

    /// Whether datagrams still wait to be sent; asked after [#programsHaveEnded].
    public boolean isBusy() {
        return poller != null && !isOver;
    }

    /// Ends it.
    public void close() {
        end = System.nanoTime();
        isLast = true;
        wakeUp();
    }

    private void run(Poller at) {
        MemorySegment room = Arena.ofAuto().allocate(Ports.BEFORE + Ports.LONGEST, 16);
        while (!isLast || !byCookie.isEmpty()) {
            at.poll(patience(), (token, _) -> due.add(token));
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                carefully(task);
            }
            due.forEach(token -> move(token, room));
            due.clear();
            look(room);
        }
        isOver = true;
        witness.settled();
        at.close();
    }

    private int patience() {
        return byCookie.isEmpty() ? -1 : isLast ? TICK_MILLIS / 50 : TICK_MILLIS;
    }

    private void move(Long token, MemorySegment room) {
        Ports.Ready then = ready.get(token);
        if (then != null) {
            carefully(() -> then.now(room));
        }
    }

    /// A fault in here loses datagrams of one socket.
    private static void carefully(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            // Datagrams may get lost.
        }
    }

    /// Ends what belongs to sockets that are closed, and lets others try again that have failed.
    private void look(MemorySegment room) {
        long now = System.nanoTime();
        if (byCookie.isEmpty() || (!isLast && now - nextLook < 0)) {
            return;
        }
        nextLook = now + TICK;
        Optional<Set<String>> open = isLast ? Optional.of(Set.of()) : openSockets.get();
        byCookie.values().forEach(it -> carefully(() -> it.rest(now)));
        if (open.isPresent()) {
            byCookie.values()
                    .removeIf(
                            it ->
                                    (isLast || it.isGone(open.get().contains(it.inode())))
                                            && hasLeft(it, room, now));
        }
    }

    private boolean hasLeft(Correspondent one, MemorySegment room, long now) {
        if (now - end >= 0 && isLast) {
            one.close();
            return true;
        }
        return one.leave(room);
    }

    /// The sockets that it watches.
    private final class Sockets implements Ports {

        @Override
        public Kernel kernel() {
            return kernel;
        }

        @Override
        public Result watch(OwnDatagramSocket socket, Ready then) {
            Poller at = Objects.requireNonNull(poller);
            long token = tokens.incrementAndGet();
            ready.put(token, then);
            Result watched = at.watch(socket.fd(), Poller.READABLE, token);
            if (!watched.ok()) {
                ready.remove(token);
                return watched;
            }
            return Result.of(token);
        }

        @Override
        public void heed(OwnDatagramSocket socket, long token, boolean datagrams) {
            Objects.requireNonNull(poller)
                    .change(socket.fd(), datagrams ? Poller.READABLE : 0, token);
        }

        @Override
        public void forget(OwnDatagramSocket socket, long token) {
            ready.remove(token);
            Objects.requireNonNull(poller).forget(socket.fd());
        }

        @Override
        public void later(Runnable task) {
            tasks.add(task);
            wakeUp();
        }
    }
}
