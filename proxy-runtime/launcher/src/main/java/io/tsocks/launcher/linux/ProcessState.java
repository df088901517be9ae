package io.tsocks.launcher.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What a process starts with besides its memory, and how this one gives the command what it got
/// itself although the JVM has changed some of it.
public final class ProcessState {

    private ProcessState() {}

    /// The signals that were blocked when this process started. The JVM gives Java threads masks of
    /// its own; its first thread, which only waits, still has the original one.
    private static long initialSignalMask() {
        try {
            String pid = Long.toString(ProcessHandle.current().pid());
            return Files.readAllLines(Path.of("/proc/self/task", pid, "status")).stream()
                    .filter(line -> line.startsWith("SigBlk:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /// Ignores a signal from now on, which the command inherits.
    private static void ignore(int signal) {
        act(signal, C.SIG_IGN);
    }

    private static void act(int signal, long handler) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(C.kernel_sigaction$SIZE, 8);
            action.set(JAVA_LONG, 0, handler);
            Native.syscall(Syscall.RT_SIGACTION, signal, action.address(), 0, C.kernel_sigset$SIZE);
        }
    }

    /// Ignores from now on what a terminal sends to everybody who runs at it, so that a key pressed
    /// as soon as the command runs finds the command, and this process lives as long as the command
    /// does; and SIGPIPE, which the JVM handles, where it was ignored before this process started.
    ///
    /// @param ignoredBefore the signals that were ignored then, bit 0 for signal 1
    /// @return what the command needs to find its signals as this process found them
    public static Child.Signals leaveSignalsToCommand(long ignoredBefore) {
        if ((ignoredBefore & bit(C.SIGPIPE)) != 0) {
            ignore(C.SIGPIPE);
        }
        long ofTerminal = bit(C.SIGINT) | bit(C.SIGQUIT) | bit(C.SIGTSTP);
        ignore(C.SIGINT);
        ignore(C.SIGQUIT);
        ignore(C.SIGTSTP);
        return new Child.Signals(initialSignalMask(), ofTerminal & ~ignoredBefore);
    }

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }

    /// Closes this process to other processes of the same user: its memory, and its descriptors,
    /// with which they could answer in its place. What it starts by exec is open again. A process
    /// with CAP_SYS_PTRACE gets in all the same.
    public static void shutOthersOut() {
        Native.syscall(Syscall.PRCTL, C.PR_SET_DUMPABLE, 0);
    }

    /// Sends a signal.
    public static void signal(int pid, int signal) {
        Native.syscall(Syscall.KILL, pid, signal);
    }

    /// Stops this process until somebody continues it.
    public static void stopSelf() {
        signal((int) ProcessHandle.current().pid(), C.SIGSTOP);
    }

    /// Ends this process by a signal, as the command ended, so that whoever waits for it sees the
    /// same. No core is dumped, for a process that is not dumpable has none.
    ///
    /// Returns where the signal does not end a process.
    public static void endBy(int signal) {
        shutOthersOut();
        act(signal, C.SIG_DFL);
        signal((int) ProcessHandle.current().pid(), signal);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }

    /// Whether the signal is SIGTERM.
    public static boolean isTermination(int signal) {
        return signal == C.SIGTERM;
    }

    /// Whether a stop by this signal came from a terminal's job control.
    public static boolean isTerminalStop(int signal) {
        return signal == C.SIGTSTP || signal == C.SIGTTIN || signal == C.SIGTTOU;
    }

    /// The descriptors that are open now, those of the JVM's own files not among them: before this
    /// process opens files it inherited all of these. The JVM's are told by where they are.
    ///
    /// @throws IOException where there is no /proc
    public static Set<Integer> inheritedDescriptors() throws IOException {
        String home = System.getProperty("java.home");
        String modules = System.getProperty("jdk.module.path", home);
        List<Path> own =
                Stream.of((home + File.pathSeparator + modules).split(File.pathSeparator, -1))
                        .filter(place -> !place.isEmpty())
                        .map(Path::of)
                        .toList();
        Set<Integer> inherited = new HashSet<>();
        for (Path descriptor : openDescriptors()) {
            Optional<Path> file = target(descriptor);
            if (file.isPresent() && own.stream().noneMatch(file.get()::startsWith)) {
                inherited.add(number(descriptor));
            }
        }
        return inherited;
    }

    /// Keeps all descriptors but these out of what is started from now on.
    public static void keepAllBut(Set<Integer> inherited) throws IOException {
        for (Path descriptor : openDescriptors()) {
            int number = number(descriptor);
            if (!inherited.contains(number)) {
                Native.syscall(Syscall.FCNTL, number, C.F_SETFD, C.FD_CLOEXEC);
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

    /// Empty where it has been closed meanwhile, as has what the list itself was read from.
    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// How many descriptors this process may have open: its soft limit.
    public static long descriptorLimit() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(16, 8);
            Native.syscall(Syscall.PRLIMIT64, 0, C.RLIMIT_NOFILE, 0, limits.address());
            long soft = limits.get(JAVA_LONG, 0);
            return soft < 0 ? Long.MAX_VALUE : soft;
        }
    }

    /// Sets how many descriptors this process may have open, and what it starts, from now on.
    ///
    /// @param soft the new soft limit; the hard one where it is more
    /// @return the soft limit until now
    public static long limitDescriptors(long soft) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment limits = arena.allocate(16, 8);
            Native.syscall(Syscall.PRLIMIT64, 0, C.RLIMIT_NOFILE, 0, limits.address());
            long before = limits.get(JAVA_LONG, 0);
            long hard = limits.get(JAVA_LONG, 8);
            limits.set(JAVA_LONG, 0, Long.compareUnsigned(soft, hard) > 0 ? hard : soft);
            Native.syscall(Syscall.PRLIMIT64, 0, C.RLIMIT_NOFILE, limits.address(), 0);
            return before;
        }
    }
}
