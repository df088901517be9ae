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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A command and the supervisor of its process tree: starts both, and lives until the last process
/// has ended.
final class Interception {

    /// Holds the secret of the run for everything below a supervisor; what a nested tsocks
    /// recognises it by.
    static final String NESTED = "TSOCKS_SUPERVISOR";

    private final Front front;
    private final List<byte[]> command;
    private final List<Integer> rings;

    /// @param rings what the command is not to have of the descriptors that the front was given
    Interception(Front front, List<byte[]> command, List<Integer> rings) {
        this.front = front;
        this.command = List.copyOf(command);
        this.rings = List.copyOf(rings);
    }

    /// What there is to know of a tsocks that may be supervising this process already.
    ///
    /// @param secret the secret of its run; empty for none
    /// @param note what to say where it does; empty for nothing
    record Nesting(String secret, String note) {}

    /// What is to be done when the command has ended, before whoever waits for it is told.
    interface Farewell {
        /// Says what there is to say.
        ///
        /// @param failed whether it ended with another status than 0
        /// @param left whether something that the command has started still runs
        void say(boolean failed, boolean left) throws IOException;
    }

    /// A started command.
    ///
    /// @param listener null if an outer supervisor answers for it
    private record Started(@Nullable SeccompListener listener, Result pid) {
        void close() {
            if (listener != null) {
                listener.close();
            }
        }
    }

    /// The end of the command.
    ///
    /// @param left whether something that it has started still runs
    private record End(Child.Change change, boolean left) {
        boolean failed() {
            return !(change instanceof Child.Change.Exited(_, int status) && status == 0);
        }
    }

    /// Runs the command to its end, and supervises whatever it leaves behind to the end of that.
    /// The front is told when the command has ended, and waits for nothing else.
    ///
    /// @throws KernelException if this machine does not let programs be intercepted
    /// @throws IOException if this process has run out of descriptors
    void run(Settings settings, Nesting nesting, Farewell farewell) throws IOException {
        // The answer is written into this process's memory, which soon is closed to others.
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
        Thread loop = supervise(started.listener(), settings);
        End end = await(started.pid().intValue());
        commandEnded.countDown();
        if (!end.left()) {
            join(loop);
        }
        farewell.say(end.failed(), end.left());
        front.ended(end.change());
        if (end.left()) {
            ProcessState.endByTermination();
            front.leave();
            join(loop);
        }
    }

    /// How a command is started.
    private interface Start {
        Started now() throws IOException;
    }

    /// On a thread of its own: the filter is for what that thread starts, and for nothing else. The
    /// thread is the command's parent, so it stays until the command has ended: the command may
    /// have asked for a signal at its parent's death (`PR_SET_PDEATHSIG`).
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

    /// @param above with the secret of a supervisor that has confirmed it; empty for none
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
        boolean sends = settings.udp() == Settings.Udp.DENY || settings.dns() != Settings.Dns.LOCAL;
        return settings.dns().isRelayed()
                ? Trapped.SENDS_AND_RECEIVES
                : sends ? Trapped.SENDS : Trapped.CONNECTS;
    }

    private Result spawn(String secret) throws IOException {
        return front.start(NESTED + "=" + secret, command, rings);
    }

    private static Thread supervise(@Nullable SeccompListener listener, Settings settings)
            throws IOException {
        Thread.Builder loop = Thread.ofPlatform().name("supervisor");
        return listener == null
                ? loop.start(() -> {})
                : loop.start(Supervisor.of(listener, settings)::run);
    }

    /// Waits for the command to end, and has a thread that goes on waiting for its orphans, which
    /// this process has adopted.
    private End await(int pid) {
        FutureTask<End> end = new FutureTask<>(() -> untilTheEnd(pid));
        Thread.ofPlatform()
                .name("reaper")
                .daemon()
                .start(
                        () -> {
                            end.run();
                            while (Child.await().isPresent()) {
                                // Reaped, and of no further interest.
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
                        return new End(change, Child.isAnyLeft());
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
