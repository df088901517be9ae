package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Starts the command and waits for it and its orphans.
public final class Child {

    private static final MemorySegment POSIX_SPAWNP = Native.address("posix_spawnp");
    private static final MemorySegment ENVIRON = Native.address("environ");

    /// The status that wait(2) gives for a child that was continued.
    private static final int GOES_ON = 0xffff;

    private Child() {}

    /// Starts a program from the calling thread, whose seccomp filter it inherits. It also inherits
    /// this process's variables, directory and terminal, and those descriptors that are not closed
    /// on exec.
    ///
    /// Uses `posix_spawnp` instead of `ProcessBuilder`, whose threads would inherit the filter,
    /// too, and keep the listener open for ever.
    ///
    /// @param program a path, or a name to be looked for on the PATH
    /// @param arguments the name by which it is called, and its arguments, as raw bytes
    /// @return the process id, or the error: ENOENT, EACCES or another one of execve(2)
    public static Result spawn(String program, List<byte[]> arguments) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pid = arena.allocate(4, 4);
            int error =
                    Native.function(
                            POSIX_SPAWNP,
                            pid.address(),
                            arena.allocateFrom(program).address(),
                            0,
                            0,
                            argv(arena, arguments).address(),
                            environment());
            return error == 0 ? Result.of(pid.get(JAVA_INT, 0)) : Result.failure(error);
        }
    }

    /// The address of this process's environment variables.
    @SuppressWarnings("restricted")
    private static long environment() {
        return ENVIRON.reinterpret(JAVA_LONG.byteSize()).get(JAVA_LONG, 0);
    }

    /// An array of the words' addresses, ended by a 0.
    private static MemorySegment argv(Arena arena, List<byte[]> words) {
        MemorySegment vector = arena.allocate(JAVA_LONG, words.size() + 1L);
        for (int i = 0; i < words.size(); i++) {
            byte[] word = words.get(i);
            MemorySegment text = arena.allocate(word.length + 1L);
            MemorySegment.copy(MemorySegment.ofArray(word), 0, text, 0, word.length);
            vector.setAtIndex(JAVA_LONG, i, text.address());
        }
        return vector;
    }

    /// Makes orphans of the tree this process's children: it can then wait for all of them, and
    /// Yama still lets it inspect them.
    public static void adoptOrphans() {
        Kernel.ofThisProcess().call(Syscall.PRCTL, C.PR_SET_CHILD_SUBREAPER, 1);
    }

    /// Waits until a child ends, is stopped or is continued.
    ///
    /// @return empty when there is no child left
    public static Optional<Change> await() {
        return await(C.WUNTRACED | C.WCONTINUED);
    }

    /// The children of this process, whether they run or have ended.
    ///
    /// @throws IOException if there is no /proc
    public static Set<Integer> all() throws IOException {
        Set<Integer> all = new HashSet<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path thread : threads) {
                for (String pid : Files.readString(thread.resolve("children")).split(" ", -1)) {
                    if (!pid.isBlank()) {
                        all.add(Integer.valueOf(pid));
                    }
                }
            }
        }
        return all;
    }

    /// Whether this process has children besides some, running or stopped. Reaps those that have
    /// ended.
    ///
    /// @param others the children that do not count
    public static boolean isAnyLeftBut(Set<Integer> others) {
        Optional<Change> change;
        do {
            change = await(C.WNOHANG);
        } while (change.isPresent() && change.get().pid() != 0);
        if (change.isEmpty() || others.isEmpty()) {
            return change.isPresent();
        }
        try {
            return !others.containsAll(all());
        } catch (IOException e) {
            return true;
        }
    }

    /// @return a change with process 0 if there are children but none of them has changed
    private static Optional<Change> await(int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(4, 4);
            Result result;
            do {
                result =
                        Kernel.ofThisProcess()
                                .call(Syscall.WAIT4, -1, status.address(), options, 0);
            } while (result.errno() == Errno.EINTR);
            return result.ok()
                    ? Optional.of(change(result.intValue(), status.get(JAVA_INT, 0)))
                    : Optional.empty();
        }
    }

    private static Change change(int pid, int status) {
        if (status == GOES_ON) {
            return new Change.Continued(pid);
        }
        int signal = status & 0x7f;
        if (signal == 0x7f) {
            return new Change.Stopped(pid, (status >> 8) & 0xff);
        }
        return signal == 0
                ? new Change.Exited(pid, (status >> 8) & 0xff)
                : new Change.Killed(pid, signal);
    }

    /// The status with which wait(2) reports a change.
    static int status(Change change) {
        return switch (change) {
            case Change.Exited exited -> exited.code() << 8;
            case Change.Killed killed -> killed.signal();
            case Change.Stopped stopped -> stopped.signal() << 8 | 0x7f;
            case Change.Continued _ -> GOES_ON;
        };
    }

    /// What happened to a child.
    public sealed interface Change {
        /// The child's process id.
        int pid();

        /// The child exited.
        record Exited(int pid, int code) implements Change {}

        /// A signal killed the child.
        record Killed(int pid, int signal) implements Change {}

        /// A signal stopped the child.
        record Stopped(int pid, int signal) implements Change {}

        /// The child goes on after a stop.
        record Continued(int pid) implements Change {}
    }
}
