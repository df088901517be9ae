package io.tsocks.launcher;

import io.tsocks.linux.ConnectRing;
import io.tsocks.linux.Errno;
import io.tsocks.linux.Kernel;
import io.tsocks.linux.KernelException;
import io.tsocks.linux.Pidfds;
import io.tsocks.linux.ProcessMemory;
import io.tsocks.linux.Result;
import io.tsocks.linux.SeccompListener;
import io.tsocks.linux.Target;
import io.tsocks.linux.Trapped;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// `tsocks --doctor`: tries what tsocks needs from this machine, and says what to do if it fails.
final class Doctor {

    private static final String YAMA = "/proc/sys/kernel/yama/ptrace_scope";

    private final PrintStream out;
    private boolean healthy = true;

    Doctor(PrintStream out) {
        this.out = out;
    }

    /// Runs all checks, and prints a line for each.
    ///
    /// @return 0 if programs can be intercepted, 1 if not
    int examine() {
        out.println("kernel " + read("/proc/sys/kernel/osrelease") + ", " + architecture());
        listener();
        descriptors();
        memory();
        yama();
        container();
        ring();
        out.println(
                healthy
                        ? "tsocks can run programs here."
                        : "tsocks cannot run programs here; see the lines that say no.");
        return healthy ? 0 : 1;
    }

    private static String architecture() {
        return System.getProperty("os.arch");
    }

    /// Tries to install the filter, on a thread that ends at once, because the filter stays with
    /// its thread.
    private void listener() {
        FutureTask<SeccompListener> task =
                new FutureTask<>(() -> SeccompListener.install(Trapped.SENDS));
        Thread.ofPlatform().start(task);
        try (SeccompListener listener = task.get()) {
            say(true, "seccomp user notification", "");
            hint(
                    listener.waitKillable(),
                    "signals wait for an answer (Linux 5.19)",
                    "signals interrupt a connect that is being answered; it is then asked again");
        } catch (ExecutionException e) {
            int errno = e.getCause() instanceof KernelException kernel ? kernel.errno() : 0;
            String remedy =
                    errno == Errno.EBUSY
                            ? "another supervisor has a listener: a tsocks outside, WSL or LXD;"
                                    + " inside tsocks a command runs under the outer one"
                            : "Linux 5.6 with CONFIG_SECCOMP_FILTER is needed; in Docker:"
                                    + " --security-opt seccomp=unconfined";
            say(false, "seccomp user notification: " + Errno.describe(errno), remedy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void descriptors() {
        Result descriptor;
        try (Pidfds pidfds = new Pidfds(Kernel.ofThisProcess())) {
            descriptor = pidfds.duplicate((int) ProcessHandle.current().pid(), 0);
        }
        boolean ok = descriptor.ok() || descriptor.errno() == Errno.EBADF;
        say(
                ok,
                "descriptors of programs can be borrowed (pidfd_getfd)",
                "Linux 5.6 is needed; in Docker: --cap-add=SYS_PTRACE");
    }

    /// Tries to access memory of another process, without which tsocks cannot read a connect's
    /// address or report its outcome.
    private void memory() {
        say(
                isMemoryReachable(),
                "memory of programs can be read and written",
                "a sandbox forbids process_vm_readv or /proc/PID/mem;"
                        + " in Docker: --cap-add=SYS_PTRACE");
    }

    private static boolean isMemoryReachable() {
        Target self = new Target(Kernel.ofThisProcess(), (int) ProcessHandle.current().pid());
        byte[] bytes = {1, 2, 3};
        try (Arena arena = Arena.ofConfined();
                ProcessMemory memory = self.memory()) {
            long address = arena.allocate(bytes.length).address();
            return memory.write(address, bytes)
                    && Arrays.equals(self.read(address, bytes.length).bytes(), bytes);
        }
    }

    private void yama() {
        String scope = read(YAMA);
        boolean ok = scope.isEmpty() || scope.equals("0") || scope.equals("1");
        say(
                ok,
                "Yama lets parents inspect children (ptrace_scope "
                        + (scope.isEmpty() ? "absent" : scope)
                        + ")",
                "as root: sysctl kernel.yama.ptrace_scope=1");
    }

    private void container() {
        boolean inside =
                Files.exists(Path.of("/.dockerenv")) || Files.exists(Path.of("/run/.containerenv"));
        hint(
                !inside,
                "not in a container",
                "in a container; if something above says no, try --cap-add=SYS_PTRACE"
                        + " --security-opt seccomp=unconfined");
    }

    private void ring() {
        Optional<ConnectRing> ring = ConnectRing.open(Kernel.ofThisProcess());
        ring.ifPresent(ConnectRing::close);
        hint(
                ring.isPresent(),
                "connects need no thread (io_uring)",
                "no io_uring (kernel.io_uring_disabled, or a container): each connect takes a"
                        + " thread until TCP is connected");
    }

    private void say(boolean ok, String what, String remedy) {
        healthy &= ok;
        out.println((ok ? "yes  " : "no   ") + what);
        if (!ok) {
            out.println("     to do: " + remedy);
        }
    }

    /// Prints a check that is good to know but no obstacle if it fails.
    private void hint(boolean ok, String what, String otherwise) {
        out.println((ok ? "yes  " : "note ") + (ok ? what : otherwise));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /// Why a command was not run, and what may help.
    static String explain(KernelException e) {
        String hint =
                switch (e.errno()) {
                    case Errno.EBUSY ->
                            "something else already supervises this process tree (a container, WSL,"
                                    + " another sandbox); run tsocks outside of it";
                    case Errno.EINVAL, Errno.ENOSYS ->
                            "this kernel has no seccomp user notification; Linux 5.6 is needed";
                    case Errno.EPERM, Errno.EACCES ->
                            "a sandbox or container forbids seccomp here; with Docker:"
                                    + " --security-opt seccomp=unconfined";
                    default -> "tsocks --doctor says more";
                };
        return "tsocks: the command was not run because it could not be intercepted: "
                + e.getMessage()
                + "\n    "
                + hint
                + "\n";
    }
}
