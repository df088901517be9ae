package io.tsocks.launcher.supervisor;

import io.tsocks.launcher.linux.KernelException;
import io.tsocks.launcher.linux.LiveProcess;
import io.tsocks.launcher.linux.Poller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Watches for each attempt under way one process that has its socket, at first the one that
/// called. When that has ended, another is looked for, and where there is none, nobody waits for
/// the attempt any more. The kernel would not tell: the supervisor itself has the socket open.
final class Holders implements AutoCloseable {

    /// Tokens of the poller from here on are of processes.
    private static final long FIRST_TOKEN = 1L << 40;

    private final Poller poller;
    private final Consumer<Attempt> deserted;
    private final Map<Integer, Holder> byPid = new HashMap<>();
    private final Map<Attempt, Holder> byAttempt = new HashMap<>();
    private final Set<Attempt> lost = new LinkedHashSet<>();
    private final Set<Attempt> searched = new HashSet<>();
    private final ConcurrentLinkedQueue<Map<String, HolderSearch.Found>> done =
            new ConcurrentLinkedQueue<>();

    private record Holder(LiveProcess process, Set<Attempt> attempts) {
        long token() {
            return FIRST_TOKEN + process.pid();
        }
    }

    /// @param deserted takes an attempt whose socket no process has any more
    Holders(Poller poller, Consumer<Attempt> deserted) {
        this.poller = poller;
        this.deserted = deserted;
    }

    /// Watches the caller of an attempt, unless the attempt is known.
    void watch(Attempt attempt) {
        boolean isKnown =
                byAttempt.containsKey(attempt)
                        || lost.contains(attempt)
                        || searched.contains(attempt);
        if (!isKnown) {
            watch(attempt, attempt.caller().thread());
        }
    }

    private void watch(Attempt attempt, int tid) {
        Optional<Holder> holder;
        try {
            holder = holder(tid);
        } catch (KernelException e) {
            // There are no descriptors left; the next look tries again.
            return;
        }
        if (holder.isEmpty()) {
            lost.add(attempt);
        } else {
            holder.get().attempts().add(attempt);
            byAttempt.put(attempt, holder.get());
        }
    }

    private Optional<Holder> holder(int tid) throws KernelException {
        Holder known = byPid.get(tid);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<LiveProcess> opened = LiveProcess.of(tid);
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

    /// Takes what the poller tells, if it is of a process.
    boolean ready(long token) {
        if (token < FIRST_TOKEN) {
            return false;
        }
        Holder ended = byPid.get((int) (token - FIRST_TOKEN));
        if (ended != null) {
            lost.addAll(ended.attempts());
            List.copyOf(ended.attempts()).forEach(this::release);
        }
        return true;
    }

    /// Forgets an attempt that has ended.
    void forget(Attempt attempt) {
        lost.remove(attempt);
        searched.remove(attempt);
        release(attempt);
    }

    private void release(Attempt attempt) {
        Holder holder = byAttempt.remove(attempt);
        if (holder == null) {
            return;
        }
        holder.attempts().remove(attempt);
        if (holder.attempts().isEmpty()) {
            byPid.remove(holder.process().pid());
            close(holder);
        }
    }

    private void close(Holder holder) {
        poller.forget(holder.process().fd());
        holder.process().close();
    }

    /// Takes the result of a search, and begins one if there is need. To be called by the
    /// supervisor's thread whenever it has been woken.
    void drain() {
        Map<String, HolderSearch.Found> found = done.poll();
        if (found != null) {
            List<Attempt> answered = new ArrayList<>(searched);
            searched.clear();
            answered.forEach(attempt -> take(attempt, found.get(link(attempt))));
        }
        if (searched.isEmpty() && !lost.isEmpty()) {
            searched.addAll(lost);
            lost.clear();
            search();
        }
    }

    private void take(Attempt attempt, HolderSearch.@Nullable Found found) {
        switch (found) {
            case HolderSearch.Found.Holder(int pid) -> watch(attempt, pid);
            case HolderSearch.Found.Nobody _ -> deserted.accept(attempt);
            case HolderSearch.Found.Unknown _ -> lost.add(attempt);
            case null -> lost.add(attempt);
        }
    }

    /// On a thread of its own: it may look into many processes.
    private void search() {
        Set<String> links = new HashSet<>();
        searched.forEach(attempt -> links.add(link(attempt)));
        Thread.ofPlatform()
                .daemon()
                .name("holders")
                .start(
                        () -> {
                            done.add(HolderSearch.of(links));
                            poller.wakeUp();
                        });
    }

    private static String link(Attempt attempt) {
        return OpenFiles.own(attempt.socket().fd());
    }

    @Override
    public void close() {
        byPid.values().forEach(this::close);
        byPid.clear();
        byAttempt.clear();
    }
}
