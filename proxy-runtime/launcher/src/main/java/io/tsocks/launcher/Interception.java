package io.tsocks.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tsocks.launcher.linux.Child;
import io.tsocks.launcher.linux.Errno;
import io.tsocks.launcher.linux.KernelException;
import io.tsocks.launcher.linux.ProcessState;
import io.tsocks.launcher.linux.Result;
import io.tsocks.launcher.linux.RunSecret;
import io.tsocks.launcher.linux.SeccompListener;
import io.tsocks.launcher.supervisor.Settings;
import io.tsocks.launcher.supervisor.Supervisor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final List<byte[]> command;
    private final String outer;

    /// Whether a tsocks above has confirmed that this one is supervised already.
    private boolean supervisedAbove;
    private final String note;
    private final Set<Integer> descriptors;

    /// @param descriptors what the command is to inherit of what is open
    /// @param outer the secret of the tsocks that may be supervising this process already; empty
    /// for
    ///     none
    /// @param note what to say where one does; empty for nothing
    Interception(List<byte[]> command, Set<Integer> descriptors, String outer, String note) {
        this.note = note;
        this.command = command;
        this.descriptors = Set.copyOf(descriptors);
        this.outer = outer;
    }

    /// A started command.
    ///
    /// @param listener null where an outer supervisor answers for it
    private record Started(@Nullable SeccompListener listener, Result pid) {}

    /// Runs the command to its end and to that of everything it left behind.
    ///
    /// @return how the command ended; as an exit with 127 where it is not found, and with 126 where
    ///     it cannot be run
    /// @throws KernelException where this machine does not let programs be intercepted
    /// @throws IOException where this process has run out of descriptors
    Child.Change run(Settings settings) throws IOException {
        // First, because the native calls may still be being linked.
        SignalForwarding signals = SignalForwarding.start();
        // The answer is written into this process's memory, which soon is closed to others.
        supervisedAbove = RunSecret.isOfSupervisorAbove(outer);
        ProcessState.shutOthersOut();
        Child.adoptOrphans();
        CountDownLatch commandEnded = new CountDownLatch(1);
        Started started = start(settings, commandEnded);
        if (!started.pid().ok()) {
            commandEnded.countDown();
            close(started);
            return new Child.Change.Exited(0, reportUnstartable(started.pid().errno()));
        }
        int pid = started.pid().intValue();
        signals.to(pid);
        ProcessState.limitDescriptors(Long.MAX_VALUE);
        Optional<Supervisor> supervisor = supervisor(started.listener(), settings);
        Thread loop =
                Thread.ofPlatform()
                        .name("supervisor")
                        .start(() -> supervisor.ifPresent(Supervisor::run));
        Child.Change end = await(pid);
        signals.to(() -> supervisor.ifPresent(Supervisor::stop));
        commandEnded.countDown();
        join(loop);
        return end;
    }

    private static void close(Started started) {
        if (started.listener() != null) {
            started.listener().close();
        }
    }

    /// On a thread of its own: the filter is for what that thread starts, and for nothing else. The
    /// thread is the command's parent, so it stays until the command has ended: the command may
    /// have asked for a signal at its parent's death (`PR_SET_PDEATHSIG`).
    private Started start(Settings settings, CountDownLatch commandEnded) throws IOException {
        Child.Signals signals =
                ProcessState.leaveSignalsToCommand(Long.getLong("tsocks.ignored", 0));
        ProcessState.keepAllBut(descriptors);
        boolean trapDatagrams =
                settings.udp() == Settings.Udp.DENY || settings.dns() != Settings.Dns.LOCAL;
        FutureTask<Started> task = new FutureTask<>(() -> start(trapDatagrams, signals));
        Thread.ofPlatform()
                .name("launch")
                .daemon()
                .start(
                        () -> {
                            task.run();
                            await(commandEnded);
                        });
        return resultOf(task);
    }

    private Started start(boolean trapDatagrams, Child.Signals signals) throws KernelException {
        try {
            SeccompListener listener = SeccompListener.install(trapDatagrams);
            return new Started(listener, spawn(listener.secret().text(), signals));
        } catch (KernelException e) {
            if (e.errno() != Errno.EBUSY || !supervisedAbove) {
                throw e;
            }
        }
        if (!note.isEmpty()) {
            System.err.println(note);
        }
        return new Started(null, spawn(outer, signals));
    }

    private Result spawn(String secret, Child.Signals signals) {
        return Child.spawn(command, List.of(NESTED + "=" + secret), signals);
    }

    private static Started resultOf(FutureTask<Started> task) throws KernelException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KernelException kernel) {
                throw kernel;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Supervisor> supervisor(
            @Nullable SeccompListener listener, Settings settings) throws IOException {
        return listener == null ? Optional.empty() : Optional.of(Supervisor.of(listener, settings));
    }

    /// Waits for the command to end, and has a thread that goes on waiting for its orphans, which
    /// this process has adopted.
    private static Child.Change await(int pid) {
        FutureTask<Child.Change> end = new FutureTask<>(() -> untilTheEnd(pid));
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

    /// Children that this process had when it started the command may end meanwhile, too.
    private static Child.Change untilTheEnd(int pid) {
        while (true) {
            Child.Change change = Child.await().orElseThrow();
            if (change.pid() != pid) {
                continue;
            }
            if (!(change instanceof Child.Change.Stopped stopped)) {
                return change;
            }
            if (ProcessState.isTerminalStop(stopped.signal())) {
                ProcessState.stopSelf();
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

    private int reportUnstartable(int errno) {
        String name = new String(command.getFirst(), UTF_8);
        System.err.println(
                "tsocks: "
                        + name
                        + ": "
                        + (errno == Errno.ENOENT ? "not found" : Errno.describe(errno)));
        return errno == Errno.ENOENT ? 127 : 126;
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
