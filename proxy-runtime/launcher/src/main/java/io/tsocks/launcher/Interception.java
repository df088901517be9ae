package io.tsocks.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tsocks.launcher.linux.Child;
import io.tsocks.launcher.linux.Errno;
import io.tsocks.launcher.linux.KernelException;
import io.tsocks.launcher.linux.ProcessState;
import io.tsocks.launcher.linux.Result;
import io.tsocks.launcher.linux.SeccompListener;
import io.tsocks.launcher.supervisor.Settings;
import io.tsocks.launcher.supervisor.Supervisor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A command and the supervisor of its process tree: starts both, and lives until the last process
/// has ended.
final class Interception {

    /// Set for everything below a supervisor; what a nested tsocks recognises it by.
    static final String NESTED = "TSOCKS_SUPERVISOR";

    private final List<byte[]> command;
    private final boolean isNested;

    /// @param isNested whether an outer tsocks may be supervising this process already
    Interception(List<byte[]> command, boolean isNested) {
        this.command = command;
        this.isNested = isNested;
    }

    /// A started command.
    ///
    /// @param listener null where an outer supervisor answers for it
    private record Started(@Nullable SeccompListener listener, Result pid) {}

    /// Runs the command to its end and to that of everything it left behind.
    ///
    /// @return the exit status: the command's, 128 and the number of the signal that ended it, 127
    ///     where it is not found and 126 where it cannot be run
    /// @throws KernelException where this machine does not let programs be intercepted
    /// @throws IOException where this process has run out of descriptors
    int run(Settings settings) throws IOException {
        ProcessState.shutOthersOut();
        Child.adoptOrphans();
        SignalForwarding signals = SignalForwarding.start();
        Started started = start(settings);
        if (!started.pid().ok()) {
            close(started);
            return reportUnstartable(started.pid().errno());
        }
        int pid = started.pid().intValue();
        signals.to(pid);
        ProcessState.limitDescriptors(Long.MAX_VALUE);
        Thread supervisor = supervise(started.listener(), settings);
        int status = awaitAll(pid);
        join(supervisor);
        return status;
    }

    private static void close(Started started) {
        if (started.listener() != null) {
            started.listener().close();
        }
    }

    /// On a thread of its own: the filter is for what that thread starts, and for nothing else.
    private Started start(Settings settings) throws KernelException {
        Child.Signals signals =
                ProcessState.leaveSignalsToCommand(Long.getLong("tsocks.ignored", 0));
        ProcessState.keepOwnFiles();
        boolean trapDatagrams =
                settings.udp() == Settings.Udp.DENY || settings.dns() == Settings.Dns.TCP;
        return onThreadOfItsOwn(
                () -> {
                    SeccompListener listener = null;
                    try {
                        listener = SeccompListener.install(trapDatagrams);
                    } catch (KernelException e) {
                        if (e.errno() != Errno.EBUSY || !isNested) {
                            throw e;
                        }
                    }
                    List<String> mark = List.of(NESTED + "=1");
                    return new Started(listener, Child.spawn(command, mark, signals));
                });
    }

    private static Started onThreadOfItsOwn(Callable<Started> work) throws KernelException {
        FutureTask<Started> task = new FutureTask<>(work);
        join(Thread.ofPlatform().name("launch").start(task));
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

    private static Thread supervise(@Nullable SeccompListener listener, Settings settings)
            throws IOException {
        Optional<Supervisor> supervisor =
                listener == null
                        ? Optional.empty()
                        : Optional.of(Supervisor.of(listener, settings));
        return Thread.ofPlatform()
                .name("supervisor")
                .start(() -> supervisor.ifPresent(Supervisor::run));
    }

    /// Waits for the command, and for its orphans, which this process has adopted.
    private static int awaitAll(int pid) {
        int status = 0;
        for (Optional<Child.Change> next = Child.await(); next.isPresent(); next = Child.await()) {
            if (next.get().pid() == pid) {
                status = after(next.get(), status);
            }
        }
        return status;
    }

    private static int after(Child.Change change, int status) {
        return switch (change) {
            case Child.Change.Exited exited -> exited.code();
            case Child.Change.Killed killed -> 128 + killed.signal();
            case Child.Change.Stopped stopped -> {
                if (ProcessState.isTerminalStop(stopped.signal())) {
                    ProcessState.stopSelf();
                }
                yield status;
            }
        };
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
