package io.tsocks.launcher.supervisor;

import io.tsocks.linux.Kernel;
import io.tsocks.linux.Notification;
import io.tsocks.linux.Poller;
import io.tsocks.linux.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The memory of programs. Its pages may take any time to load: from a disk, from a file server
/// that hangs, or, with userfaultfd(2), from the program itself. The supervisor's loop reads only
/// pages that are present. For all others a thread waits, as the program's own thread would.
final class ForeignMemory {

    private final Kernel kernel;
    private final Poller poller;
    private final Map<Long, Map<Part, Target.Copied>> fetched = new HashMap<>();
    private final ConcurrentLinkedQueue<Runnable> done = new ConcurrentLinkedQueue<>();
    private final WaitingThreads threads = new WaitingThreads("memory");
    private final WaitingThreads lookups = new WaitingThreads("lookup");

    private record Part(long address, int length) {}

    /// Ends the answer to a call that needs memory that is not present. When the memory has come,
    /// the call is answered anew, so nothing may have been done for it yet.
    static final class Absent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Part part;

        private Absent(Part part) {
            super("not there yet", null, false, false);
            this.part = part;
        }
    }

    ForeignMemory(Kernel kernel, Poller poller) {
        this.kernel = kernel;
        this.poller = poller;
    }

    /// Reads memory of the caller.
    ///
    /// @param length at least 1
    /// @throws Absent if the memory is not present; [#fetch] then loads it
    Target.Copied read(Notification call, long address, int length) {
        Part part = new Part(address, length);
        Map<Part, Target.Copied> known = fetched.get(call.id());
        Target.Copied copied = known == null ? null : known.get(part);
        if (copied != null) {
            return copied;
        }
        Target target = new Target(kernel, call.tid());
        if (target.has(address, length)) {
            return target.read(address, length);
        }
        throw new Absent(part);
    }

    /// Reads, in a thread, memory that was absent for the answer to a call.
    ///
    /// @param again answers the call anew, which then finds the memory
    void fetch(Notification call, Absent absent, Runnable again) {
        Part part = absent.part;
        Target target = new Target(kernel, call.tid());
        run(
                () -> target.read(part.address(), part.length()),
                copied -> {
                    fetched.computeIfAbsent(call.id(), _ -> new HashMap<>()).put(part, copied);
                    again.run();
                });
    }

    /// Forgets the memory that was read for a call that is answered.
    void forget(Notification call) {
        if (!fetched.isEmpty()) {
            fetched.remove(call.id());
        }
    }

    /// Runs, on another thread, work that may wait for memory.
    ///
    /// @param then takes the result, in [#drain]
    <T> void run(Supplier<T> work, Consumer<T> then) {
        run(threads, work, then);
    }

    /// Does what may wait for a name server on a thread of its own, so that no access to memory
    /// waits.
    ///
    /// @param then takes the result, by [#drain]
    <T> void lookUp(Supplier<T> work, Consumer<T> then) {
        run(lookups, work, then);
    }

    private <T> void run(WaitingThreads by, Supplier<T> work, Consumer<T> then) {
        by.run(
                () -> {
                    T result = work.get();
                    done.add(() -> then.accept(result));
                    poller.wakeUp();
                });
    }

    /// Passes on the results of threads. The supervisor's thread calls this whenever it has been
    /// woken.
    void drain() {
        for (Runnable task = done.poll(); task != null; task = done.poll()) {
            task.run();
        }
        threads.drain();
        lookups.drain();
    }
}
