package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.LiveProcess;
import io.tsocks.linux.Poller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Watches, for each connect under way, one process that has its socket: at first the caller's.
/// When that process has ended, another one is searched for, and if there is none, no process waits
/// for the connect any more. The kernel does not report this, because the supervisor itself has the
/// socket open.
final class Holders implements AutoCloseable {

    /// The poller's tokens from this one on stand for processes.
    private static final long FIRST_TOKEN = 1L << 40;

    /// How often to search for sockets that living programs may have closed.
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    /// Among many processes, searches may take one part in so many of the time.
    private static final int SHARE = 20;

    private final Kernel kernel;
    private final Poller poller;
    private final Consumer<PendingConnect> deserted;
    private final Map<Integer, Holder> byPid = new HashMap<>();
    private final Map<PendingConnect, Holder> byConnect = new HashMap<>();
    private final Set<PendingConnect> lost = new LinkedHashSet<>();
    private final Set<PendingConnect> searched = new HashSet<>();
    private final Set<PendingConnect> doubted = new LinkedHashSet<>();

    /// Those that the last search did not find. A socket that is being passed on by a message is
    /// in no process for a moment.
    private final Set<PendingConnect> missed = new HashSet<>();

    private final ConcurrentLinkedQueue<Map<String, HolderSearch.Found>> done =
            new ConcurrentLinkedQueue<>();
    private long nextDoubts = System.nanoTime();

    /// How long the last search took.
    private volatile long took;

    private record Holder(LiveProcess process, Set<PendingConnect> connects) {
        long token() {
            return FIRST_TOKEN + process.pid();
        }
    }

    /// @param deserted takes a connect whose socket no process has any more
    Holders(Kernel kernel, Poller poller, Consumer<PendingConnect> deserted) {
        this.kernel = kernel;
        this.poller = poller;
        this.deserted = deserted;
    }

    /// Watches the caller of a connect, unless the connect is known.
    void watch(PendingConnect connect) {
        boolean isKnown =
                byConnect.containsKey(connect)
                        || lost.contains(connect)
                        || searched.contains(connect);
        if (!isKnown) {
            watch(connect, connect.caller().thread());
        }
    }

    private void watch(PendingConnect connect, int tid) {
        Optional<Holder> holder;
        try {
            holder = holder(tid);
        } catch (KernelException e) {
            // There are no descriptors left; the next look tries again.
            return;
        }
        if (holder.isEmpty()) {
            lost.add(connect);
        } else {
            holder.get().connects().add(connect);
            byConnect.put(connect, holder.get());
        }
    }

    private Optional<Holder> holder(int tid) throws KernelException {
        Holder known = byPid.get(tid);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<LiveProcess> opened = LiveProcess.of(kernel, tid);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        LiveProcess process = opened.get();
        Holder ofAnotherThread = byPid.get(process.pid());
        if (ofAnotherThread != null) {
            process.close();
            return Optional.of(ofAnotherThread);
        }
        Holder holder = new Holder(process, new HashSet<>());
        byPid.put(process.pid(), holder);
        poller.watch(process.fd(), Poller.READABLE, holder.token());
        return Optional.of(holder);
    }

    /// Takes a token of the poller, if it stands for a process.
    boolean ready(long token) {
        if (token < FIRST_TOKEN) {
            return false;
        }
        Holder ended = byPid.get((int) (token - FIRST_TOKEN));
        if (ended != null) {
            lost.addAll(ended.connects());
            List.copyOf(ended.connects()).forEach(this::release);
        }
        return true;
    }

    /// Has the socket of a connect searched for soon, although the process lives that had it: it
    /// may have closed it, which the kernel does not report either. All such sockets are searched
    /// for together, as one search looks at all files of all processes.
    void doubt(PendingConnect connect) {
        doubted.add(connect);
    }

    private void loseDoubted() {
        long now = System.nanoTime();
        if (doubted.isEmpty() || now - nextDoubts < 0) {
            return;
        }
        nextDoubts = now + Math.max(PAUSE, SHARE * took);
        doubted.forEach(this::release);
        lost.addAll(doubted);
        doubted.clear();
    }

    /// Forgets a connect that has ended.
    void forget(PendingConnect connect) {
        doubted.remove(connect);
        missed.remove(connect);
        lost.remove(connect);
        searched.remove(connect);
        release(connect);
    }

    private void release(PendingConnect connect) {
        Holder holder = byConnect.remove(connect);
        if (holder == null) {
            return;
        }
        holder.connects().remove(connect);
        if (holder.connects().isEmpty()) {
            byPid.remove(holder.process().pid());
            close(holder);
        }
    }

    private void close(Holder holder) {
        poller.forget(holder.process().fd());
        holder.process().close();
    }

    /// Takes the result of a search, and begins another one if needed. The supervisor's thread
    /// calls this whenever it has been woken.
    void drain() {
        Map<String, HolderSearch.Found> found = done.poll();
        if (found != null) {
            List<PendingConnect> answered = new ArrayList<>(searched);
            searched.clear();
            answered.forEach(connect -> take(connect, found.get(link(connect))));
        }
        if (searched.isEmpty()) {
            loseDoubted();
        }
        if (searched.isEmpty() && !lost.isEmpty()) {
            searched.addAll(lost);
            lost.clear();
            search();
        }
    }

    private void take(PendingConnect connect, HolderSearch.@Nullable Found found) {
        switch (found) {
            case HolderSearch.Found.Holder(int pid) -> {
                missed.remove(connect);
                watch(connect, pid);
            }
            case HolderSearch.Found.Nobody _ when isOpenInItsThread(connect) ->
                    watch(connect, connect.caller().thread());
            case HolderSearch.Found.Nobody _ when missed.add(connect) -> doubted.add(connect);
            case HolderSearch.Found.Nobody _ -> deserted.accept(connect);
            case HolderSearch.Found.Unknown _ -> lost.add(connect);
            case null -> lost.add(connect);
        }
    }

    /// Whether the thread that connects has the socket, which may have a table of files that its
    /// process has not (`CLONE_FILES`).
    private static boolean isOpenInItsThread(PendingConnect connect) {
        return OpenFiles.of(connect.caller().thread())
                .filter(open -> open.contains(link(connect)))
                .isPresent();
    }

    /// Searches on a thread of its own, because there may be many processes.
    private void search() {
        Set<String> links = new HashSet<>();
        searched.forEach(connect -> links.add(link(connect)));
        Thread.ofPlatform()
                .daemon()
                .name("holders")
                .start(
                        () -> {
                            long begin = System.nanoTime();
                            done.add(HolderSearch.of(links));
                            took = System.nanoTime() - begin;
                            poller.wakeUp();
                        });
    }

    private static String link(PendingConnect connect) {
        return OpenFiles.own(connect.socket().fd());
    }

    @Override
    public void close() {
        byPid.values().forEach(this::close);
        byPid.clear();
        byConnect.clear();
    }
}
