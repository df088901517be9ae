package io.tsocks.launcher;

import io.tsocks.launcher.supervisor.Settings;
import io.tsocks.launcher.supervisor.Supervisor;
import io.tsocks.linux.Child;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Front;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.ProcessState;
import io.tsocks.linux.Result;
import io.tsocks.linux.RunSecret;
import io.tsocks.linux.SeccompListener;
import io.tsocks.linux.Trapped;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Starts a command and the supervisor of its process tree, and lives until the last process has
/// ended.
final class Interception {

    /// The variable with the secret of the run, by which a nested tsocks recognises its supervisor.
    static final String NESTED = "TSOCKS_SUPERVISOR";

    private final Front front;
    private final List<byte[]> command;
    private final List<Integer> rings;
    private final Set<Integer> others;

    /// @param rings the inherited descriptors that the command does not get
    /// @param others children of this process that are not part of the run
    Interception(Front front, List<byte[]> command, List<Integer> rings, Set<Integer> others) {
        this.front = front;
        this.command = List.copyOf(command);
        this.rings = List.copyOf(rings);
        this.others = Set.copyOf(others);
    }

    /// What is known about a tsocks that may already supervise this process.
    ///
    /// @param secret the secret of its run; empty for none
    /// @param note what to tell the user if it does; empty for nothing
    record Nesting(String secret, String note) {}

    /// Is called when the command has ended, before the front is told.
    interface Farewell {
        /// Reports to the user.
        ///
        /// @param failed whether the command ended with a status other than 0
        /// @param left whether a process that the command started still runs
        void say(boolean failed, boolean left) throws IOException;
    }

    /// A started command.
    ///
    /// @param listener null if an outer supervisor answers the command's calls
    private record Started(@Nullable SeccompListener listener, Result pid) {
        void close() {
            if (listener != null) {
                listener.close();
            }
        }
    }

    /// The end of the command.
    ///
    /// @param left whether a process that it started still runs
    private record End(Child.Change change, boolean left) {
        boolean failed() {
            return !(change instanceof Child.Change.Exited(_, int status) && status == 0);
        }
    }

    /// Runs the command to its end, and supervises the processes that it leaves behind until they
    /// end. The front is told when the command has ended, and waits for nothing else.
    ///
    /// @throws KernelException if programs cannot be intercepted on this machine
    /// @throws IOException if this process has run out of descriptors
    void run(Settings settings, Nesting nesting, Farewell farewell) throws IOException {
        // The answer is written into this process's memory, which is soon closed to others.
        boolean supervisedAbove = RunSecret.isOfSupervisorAbove(nesting.secret());
        ProcessState.shutOthersOut();
        Child.adoptOrphans();
        CountDownLatch commandEnded = new CountDownLatch(1);
        ProcessState.leaveEndToCommand();
        Started started =
                start(
                        () -> spawn(settings, supervisedAbove ? nesting : new Nesting("", "")),
                        commandEnded);
        if (!started.pid().ok()) {
            started.close();
            throw new KernelException("no process can be started", started.pid().errno());
        }
        ProcessState.limitDescriptors(Long.MAX_VALUE);
        Supervision supervision = supervise(started.listener(), settings);
        End end = await(started.pid().intValue());
        commandEnded.countDown();
        if (!end.left()) {
            join(supervision.loop());
        }
        farewell.say(end.failed(), end.left());
        front.ended(end.change());
        if (end.left() || supervision.isRelaying()) {
            ProcessState.endByTermination();
            front.leave();
            join(supervision.loop());
            supervision.awaitRelay();
        }
    }

    /// The loop that answers the command's calls.
    ///
    /// @param supervisor null if an outer supervisor answers them
    private record Supervision(Thread loop, @Nullable Supervisor supervisor) {

        /// Whether bytes that the command has sent are still under way here.
        boolean isRelaying() {
            return supervisor != null && supervisor.relay().isBusy();
        }

        void awaitRelay() {
            try {
                if (supervisor != null) {
                    supervisor.relay().await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Starts a command.
    private interface Start {
        Started now() throws IOException;
    }

    /// Starts the command on a new thread, so that the filter applies only to what that thread
    /// starts. The thread is the command's parent, so it stays until the command has ended: the
    /// command may have asked for a signal at its parent's death (`PR_SET_PDEATHSIG`).
    private static Started start(Start start, CountDownLatch commandEnded) throws IOException {
        FutureTask<Started> task = new FutureTask<>(start::now);
        Thread.ofPlatform()
                .name("launch")
                .daemon()
                .start(
                        () -> {
                            task.run();
                            await(commandEnded);
                        });
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param above the secret that a supervisor has confirmed; empty if there is none
    private Started spawn(Settings settings, Nesting above) throws IOException {
        try {
            SeccompListener listener = SeccompListener.install(trapped(settings));
            return new Started(listener, spawn(listener.secret().text()));
        } catch (KernelException e) {
            if (e.errno() != Errno.EBUSY || above.secret().isEmpty()) {
                throw e;
            }
        }
        if (!above.note().isEmpty()) {
            System.err.println(above.note());
        }
        return new Started(null, spawn(above.secret()));
    }

    private static Trapped trapped(Settings settings) {
        boolean sends =
                settings.udp() != Settings.Udp.DIRECT || settings.dns() != Settings.Dns.LOCAL;
        return settings.dns().isRelayed() || settings.udp() == Settings.Udp.PROXY
                ? Trapped.SENDS_AND_RECEIVES
                : sends ? Trapped.SENDS : Trapped.CONNECTS;
    }

    private Result spawn(String secret) throws IOException {
        return front.start(NESTED + "=" + secret, command, rings);
    }

    private static Supervision supervise(@Nullable SeccompListener listener, Settings settings)
            throws IOException {
        Thread.Builder loop = Thread.ofPlatform().name("supervisor");
        if (listener == null) {
            return new Supervision(loop.start(() -> {}), null);
        }
        Supervisor supervisor = Supervisor.of(listener, settings);
        return new Supervision(loop.start(supervisor::run), supervisor);
    }

    /// Waits for the command to end. A thread goes on waiting for its orphans, which this process
    /// has adopted.
    private End await(int pid) {
        FutureTask<End> end = new FutureTask<>(() -> untilTheEnd(pid));
        Thread.ofPlatform()
                .name("reaper")
                .daemon()
                .start(
                        () -> {
                            end.run();
                            while (Child.await().isPresent()) {
                                // The loop only reaps orphans.
                            }
                        });
        try {
            return end.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private End untilTheEnd(int pid) {
        while (true) {
            Child.Change change = Child.await().orElseThrow();
            if (change.pid() == pid) {
                switch (change) {
                    case Child.Change.Stopped _ -> front.stopped();
                    case Child.Change.Continued _ -> front.goesOn();
                    case Child.Change.Exited _, Child.Change.Killed _ -> {
                        return new End(change, Child.isAnyLeftBut(others));
                    }
                }
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
