package io.tsocks.launcher.supervisor;

import io.tsocks.linux.InetEndpoint;
import io.tsocks.linux.Landlock;
import io.tsocks.linux.Lineage;
import io.tsocks.linux.NativeSocket;
import io.tsocks.linux.Poller;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The processes that have given up TCP connects by Landlock. The supervisor connects in their
/// place, and the kernel judges these connects by the supervisor's own rights.
///
/// In the kernel, a ruleset applies to the thread that installs it and to everything that the
/// thread starts. Here it applies to the whole process and its descendants. Descendants are found
/// by their parents. A process that has lost its parents since a sandbox was made counts as a
/// descendant.
final class Sandboxes {

    private final Poller poller;
    private final List<Sandbox> all = new ArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> done = new ConcurrentLinkedQueue<>();

    /// @param since when the sandbox was made, in the unit of [Lineage.Member#started]
    /// @param ports the ports that it allows
    private record Sandbox(Lineage.Member process, long since, BitSet ports) {}

    Sandboxes(Poller poller) {
        this.poller = poller;
    }

    /// Records a ruleset before a process installs it.
    ///
    /// @param ruleset a duplicate of its descriptor, closed here
    /// @param then lets the process do it; run in [#drain]
    void restrict(int tid, NativeSocket ruleset, Runnable then) {
        Thread.ofPlatform()
                .daemon()
                .name("sandbox")
                .start(
                        () -> {
                            try (ruleset) {
                                Optional<BitSet> ports = Landlock.portsLeft(ruleset.fd());
                                done.add(
                                        () -> {
                                            ports.ifPresent(left -> remember(tid, left));
                                            then.run();
                                        });
                                poller.wakeUp();
                            }
                        });
    }

    private void remember(int tid, BitSet ports) {
        List<Lineage.Member> lineage = Lineage.of(tid);
        if (!lineage.isEmpty()) {
            Sandbox made = new Sandbox(lineage.getFirst(), Lineage.now(), ports);
            all.removeIf(old -> isGone(old) && isCoveredBy(old, all));
            all.add(made);
        }
    }

    /// Whether an earlier sandbox that allows the same ports, and whose process has gone, makes
    /// this one superfluous: a session may run many programs that confine themselves in the same
    /// way.
    private static boolean isCoveredBy(Sandbox old, List<Sandbox> others) {
        return others.stream()
                .anyMatch(
                        other ->
                                other.since() < old.since()
                                        && other.ports().equals(old.ports())
                                        && isGone(other));
    }

    private static boolean isGone(Sandbox sandbox) {
        List<Lineage.Member> now = Lineage.of(sandbox.process().pid());
        return now.isEmpty() || !now.getFirst().equals(sandbox.process());
    }

    /// Whether no sandbox of the program's own takes a connect away.
    boolean leave(int tid, byte[] sockaddr) {
        return InetEndpoint.of(sockaddr).map(to -> allow(tid, to.port())).orElse(true);
    }

    /// Whether the process of a thread may connect to a port.
    boolean allow(int tid, int port) {
        if (all.isEmpty()) {
            return true;
        }
        List<Lineage.Member> lineage = Lineage.of(tid);
        return !lineage.isEmpty()
                && all.stream()
                        .filter(sandbox -> holds(sandbox, lineage))
                        .allMatch(sandbox -> sandbox.ports().get(port));
    }

    private static boolean holds(Sandbox sandbox, List<Lineage.Member> lineage) {
        boolean mayBeOrphan = lineage.getLast().started() >= sandbox.since();
        return lineage.contains(sandbox.process()) || mayBeOrphan;
    }

    /// Takes the results of threads. The supervisor's thread calls this whenever it has been woken.
    void drain() {
        for (Runnable task = done.poll(); task != null; task = done.poll()) {
            task.run();
        }
    }
}
