package io.tsocks.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// Starts the command and waits for it and its orphans.
public final class Child {

    private static final MemorySegment POSIX_SPAWNP = Native.address("posix_spawnp");
    private static final MemorySegment ENVIRON = Native.address("environ");

    /// What wait(2) says of a child that goes on.
    private static final int GOES_ON = 0xffff;

    private Child() {}

    /// Starts a program from the calling thread, whose seccomp filter it inherits, with this
    /// process's variables, directory and terminal, and those of its descriptors that it keeps for
    /// others.
    ///
    /// `posix_spawnp` and not `ProcessBuilder`: the threads that the latter creates would inherit
    /// the filter too, and would keep the listener open for ever.
    ///
    /// @param program a path, or a name to be looked for on the PATH
    /// @param arguments what it is called by, and its arguments, as the bytes they are
    /// @return the process id, or why not: ENOENT, EACCES and what else execve(2) says
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

    /// The address of this process's variables.
    @SuppressWarnings("restricted")
    private static long environment() {
        return ENVIRON.reinterpret(JAVA_LONG.byteSize()).get(JAVA_LONG, 0);
    }

    /// Addresses of words in memory, and a 0 behind them.
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

    /// Orphans of the tree become this process's children: it can then wait for all of them, and
    /// Yama lets it inspect them still.
    public static void adoptOrphans() {
        Kernel.ofThisProcess().call(Syscall.PRCTL, C.PR_SET_CHILD_SUBREAPER, 1);
    }

    /// Waits until a child ends, is stopped or goes on.
    ///
    /// @return empty when there is no child left
    public static Optional<Change> await() {
        return await(C.WUNTRACED | C.WCONTINUED);
    }

    /// Whether this process has children, running or stopped. Those that have ended are forgotten.
    public static boolean isAnyLeft() {
        Optional<Change> change;
        do {
            change = await(C.WNOHANG);
        } while (change.isPresent() && change.get().pid() != 0);
        return change.isPresent();
    }

    /// @return with process 0 if there are children, and none of them has anything to tell
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

    /// What happened, as wait(2) says it.
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
        /// Which one.
        int pid();

        /// It ended by itself.
        record Exited(int pid, int code) implements Change {}

        /// A signal ended it.
        record Killed(int pid, int signal) implements Change {}

        /// A signal stopped it.
        record Stopped(int pid, int signal) implements Change {}

        /// It goes on after that.
        record Continued(int pid) implements Change {}
    }
}
