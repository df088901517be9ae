package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The state of a process besides its memory: signals, descriptors, limits.
public final class ProcessState {

    private ProcessState() {}

    private static void act(int signal, long handler) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(C.kernel_sigaction$SIZE, 8);
            action.set(JAVA_LONG, 0, handler);
            Kernel.ofThisProcess()
                    .call(Syscall.RT_SIGACTION, signal, action.address(), 0, C.kernel_sigset$SIZE);
        }
    }

    /// Ignores from now on all signals that ask a process to end. They are for the command, and
    /// this process lives as long as the command.
    public static void leaveEndToCommand() {
        for (int signal : new int[] {C.SIGHUP, C.SIGINT, C.SIGQUIT, C.SIGTERM}) {
            act(signal, C.SIG_IGN);
        }
    }

    /// Lets SIGTERM end this process from now on.
    public static void endByTermination() {
        act(C.SIGTERM, C.SIG_DFL);
    }

    /// Closes this process to other processes of the same user: its memory, and its descriptors,
    /// with which they could answer calls in its place. Programs that it starts by exec are open
    /// again. A process with CAP_SYS_PTRACE still has access.
    public static void shutOthersOut() {
        Kernel.ofThisProcess().call(Syscall.PRCTL, C.PR_SET_DUMPABLE, 0);
    }

    /// Sets the name of this process for ps(1) and similar programs. If that fails, it stays
    /// `java`.
    public static void callSelf(String name) {
        try {
            Files.writeString(Path.of("/proc/self/comm"), name);
        } catch (IOException _) {
            // The name is for people, and nothing depends on it.
        }
    }

    /// Sends a signal.
    public static void signal(int pid, int signal) {
        Kernel.ofThisProcess().call(Syscall.KILL, pid, signal);
    }

    /// Keeps all descriptors except these from programs that are started from now on.
    public static void keepAllBut(Set<Integer> inherited) throws IOException {
        for (Path descriptor : openDescriptors()) {
            int number = number(descriptor);
            if (!inherited.contains(number)) {
                Kernel.ofThisProcess().call(Syscall.FCNTL, number, C.F_SETFD, C.FD_CLOEXEC);
            }
        }
    }

    private static List<Path> openDescriptors() throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            descriptors.forEach(all::add);
        }
        return all;
    }

    private static int number(Path descriptor) {
        return Integer.parseInt(descriptor.getFileName().toString());
    }

    /// Replaces these descriptors by /dev/null, and the current folder by the root, so that no
    /// other process waits for this one to release them.
    static void silence(Set<Integer> descriptors) {
        long path = Scratch.with("/dev/null\0".getBytes(US_ASCII)).address();
        int nothing =
                Kernel.ofThisProcess().call(Syscall.OPENAT, C.AT_FDCWD, path, C.O_RDWR).intValue();
        for (int descriptor : descriptors) {
            Kernel.ofThisProcess().call(Syscall.DUP3, nothing, descriptor, 0);
        }
        Kernel.ofThisProcess()
                .call(Syscall.CHDIR, Scratch.with("/\0".getBytes(US_ASCII)).address());
    }

    /// How many descriptors this process may have open: its soft limit.
    public static long descriptorLimit(Kernel kernel) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(16, 8);
            kernel.call(Syscall.PRLIMIT64, 0, C.RLIMIT_NOFILE, 0, limits.address());
            long soft = limits.get(JAVA_LONG, 0);
            return soft < 0 ? Long.MAX_VALUE : soft;
        }
    }

    /// Sets how many descriptors this process, and programs that it starts from now on, may have
    /// open.
    ///
    /// @param soft the new soft limit; cut to the hard limit
    /// @return the old soft limit
    public static long limitDescriptors(long soft) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(16, 8);
            Kernel.ofThisProcess().call(Syscall.PRLIMIT64, 0, C.RLIMIT_NOFILE, 0, limits.address());
            long before = limits.get(JAVA_LONG, 0);
            long hard = limits.get(JAVA_LONG, 8);
            limits.set(JAVA_LONG, 0, Long.compareUnsigned(soft, hard) > 0 ? hard : soft);
            Kernel.ofThisProcess().call(Syscall.PRLIMIT64, 0, C.RLIMIT_NOFILE, limits.address(), 0);
            return before;
        }
    }
}
