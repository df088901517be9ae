package io.tsocks.launcher.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starts the command and waits for it and its orphans.
public final class Child {

    private static final MemorySegment POSIX_SPAWNP = Native.address("posix_spawnp");
    private static final MemorySegment ATTR_INIT = Native.address("posix_spawnattr_init");
    private static final MemorySegment ATTR_SETFLAGS = Native.address("posix_spawnattr_setflags");
    private static final MemorySegment ATTR_SETSIGMASK =
            Native.address("posix_spawnattr_setsigmask");
    private static final MemorySegment ATTR_SETSIGDEFAULT =
            Native.address("posix_spawnattr_setsigdefault");
    private static final byte[] SHELL = "/bin/sh".getBytes(US_ASCII);

    private Child() {}

    /// Starts a program from the calling thread, whose seccomp filter it inherits, with this
    /// process's directory, descriptors and terminal.
    ///
    /// `posix_spawnp` and not `ProcessBuilder`: the threads that the latter creates would inherit
    /// the filter too, and would keep the listener open for ever.
    ///
    /// A file without `#!` that is no binary is run by the shell, as shells, env and execvp(3) do.
    ///
    /// @param command the program, looked for on the PATH, and its arguments, as the bytes they are
    /// @param environment `NAME=value` to be added to this process's environment
    /// @return the process id, or why not: ENOENT, EACCES and what else execve(2) says
    public static Result spawn(List<byte[]> command, List<String> environment, Signals signals) {
        Result result = spawnAsItIs(command, environment, signals);
        if (result.errno() != Errno.ENOEXEC) {
            return result;
        }
        List<byte[]> script = new ArrayList<>(command);
        script.set(0, located(command.getFirst()));
        script.addFirst(SHELL);
        return spawnAsItIs(script, environment, signals);
    }

    private static Result spawnAsItIs(
            List<byte[]> command, List<String> environment, Signals signals) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = attributes(arena, signals);
            MemorySegment argv = argv(arena, command);
            MemorySegment pid = arena.allocate(4, 4);
            int error =
                    Native.function(
                            POSIX_SPAWNP,
                            pid.address(),
                            argv.get(JAVA_LONG, 0),
                            0,
                            attributes.address(),
                            argv.address(),
                            vector(arena, Environment.forCommand(arena, environment)).address());
            return error == 0 ? Result.of(pid.get(JAVA_INT, 0)) : Result.failure(error);
        }
    }

    /// Where a program without a slash in its name is found on the PATH.
    private static byte[] located(byte[] program) {
        String name = new String(program, UTF_8);
        if (name.indexOf('/') >= 0) {
            return program;
        }
        String path = System.getenv().getOrDefault("PATH", "/bin:/usr/bin");
        for (String folder : path.split(":", -1)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return file.toString().getBytes(UTF_8);
            }
        }
        return program;
    }

    /// What becomes of signals in a program that is started. Bit 0 is for signal 1.
    ///
    /// @param blocked the signals it starts with blocked
    /// @param restored the signals that this process ignores and the program is not to
    public record Signals(long blocked, long restored) {}

    private static MemorySegment attributes(Arena arena, Signals signals) {
        MemorySegment attributes = arena.allocate(C.posix_spawnattr_t$SIZE, 16);
        long at = attributes.address();
        int flags = C.POSIX_SPAWN_SETSIGMASK | C.POSIX_SPAWN_SETSIGDEF;
        Native.function(ATTR_INIT, at, 0, 0, 0, 0, 0);
        Native.function(ATTR_SETSIGMASK, at, set(arena, signals.blocked()), 0, 0, 0, 0);
        Native.function(ATTR_SETSIGDEFAULT, at, set(arena, signals.restored()), 0, 0, 0, 0);
        Native.function(ATTR_SETFLAGS, at, flags, 0, 0, 0, 0);
        return attributes;
    }

    private static long set(Arena arena, long bits) {
        MemorySegment set = arena.allocate(C.sigset_t$SIZE, 8);
        set.set(JAVA_LONG, 0, bits);
        return set.address();
    }

    private static MemorySegment argv(Arena arena, List<byte[]> command) {
        List<Long> words = new ArrayList<>();
        for (byte[] word : command) {
            MemorySegment text = arena.allocate(word.length + 1L);
            MemorySegment.copy(MemorySegment.ofArray(word), 0, text, 0, word.length);
            words.add(text.address());
        }
        return vector(arena, words);
    }

    /// Addresses in memory, and a 0 behind them.
    private static MemorySegment vector(Arena arena, List<Long> addresses) {
        MemorySegment vector = arena.allocate(JAVA_LONG, addresses.size() + 1L);
        for (int i = 0; i < addresses.size(); i++) {
            vector.setAtIndex(JAVA_LONG, i, addresses.get(i));
        }
        return vector;
    }

    /// Orphans of the tree become this process's children: it can then wait for all of them, and
    /// Yama lets it inspect them still.
    public static void adoptOrphans() {
        Native.syscall(Syscall.PRCTL, C.PR_SET_CHILD_SUBREAPER, 1);
    }

    /// Waits until a child ends or is stopped.
    ///
    /// @return empty when there is no child left
    public static Optional<Change> await() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(4, 4);
            Result result;
            do {
                result = Native.syscall(Syscall.WAIT4, -1, status.address(), C.WUNTRACED, 0);
            } while (result.errno() == Errno.EINTR);
            return result.ok()
                    ? Optional.of(change(result.intValue(), status.get(JAVA_INT, 0)))
                    : Optional.empty();
        }
    }

    private static Change change(int pid, int status) {
        int signal = status & 0x7f;
        if (signal == 0x7f) {
            return new Change.Stopped(pid, (status >> 8) & 0xff);
        }
        return signal == 0
                ? new Change.Exited(pid, (status >> 8) & 0xff)
                : new Change.Killed(pid, signal);
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
    }
}
