package io.tsocks.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program of the system that runs until the end of the test, or of this JVM: a shutdown hook
/// kills it, or the kernel, if the JVM itself was killed.
public final class RunningProgram implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /// The kernel kills a program when the *thread* that started it ends, so one thread starts all
    /// programs and lives as long as the JVM.
    private static final ExecutorService STARTER =
            Executors.newSingleThreadExecutor(
                    task -> Thread.ofPlatform().daemon().name("program-starter").unstarted(task));

    private static final Set<RunningProgram> ALL = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALL.forEach(RunningProgram::kill), "killer"));
    }

    private final Process process;
    private final Path log;
    private final String name;

    private RunningProgram(Process process, Path log, String name) {
        this.process = process;
        this.log = log;
        this.name = name;
        ALL.add(this);
    }

    /// Starts a program, whose output goes to a file.
    ///
    /// @param log the file for the output, which is created
    public static RunningProgram start(Command command, Path log) {
        try {
            Process process = STARTER.submit(() -> launch(command, log)).get();
            return new RunningProgram(process, log, command.words().getFirst());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot start " + command.words(), e);
        }
    }

    private static Process launch(Command command, Path log) throws IOException {
        ProcessBuilder builder = command.builder();
        if (Programs.find("setpriv").isPresent()) {
            builder.command()
                    .addAll(
                            0,
                            List.of(
                                    Programs.get("setpriv").toString(),
                                    "--pdeathsig",
                                    "KILL",
                                    "--"));
        }
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
    }

    /// Waits until a process in the program's network namespace listens on a TCP port. It makes no
    /// connection, so that the server's log stays clean.
    ///
    /// @throws IllegalStateException if the program ends earlier, or does not listen within half a
    ///     minute; the message contains its output
    public RunningProgram awaitListening(int port) {
        String local = String.format(Locale.ROOT, ":%04X ", port);
        return await(
                "listen on port " + port,
                () -> sockets().anyMatch(line -> line.contains(local) && line.contains(" 0A ")));
    }

    /// Waits until a file exists, such as an AF_UNIX socket.
    ///
    /// @throws IllegalStateException as [#awaitListening]
    public RunningProgram awaitFile(Path file) {
        return await("make " + file, () -> Files.exists(file));
    }

    /// Waits until the program has written this text.
    ///
    /// @throws IllegalStateException as [#awaitListening]
    public RunningProgram awaitLog(String text) {
        return await("write \"" + text + "\"", () -> log().contains(text));
    }

    /// What it has written so far, to both outputs.
    public String log() {
        return Folders.read(log);
    }

    /// The process, whose id is the program's own.
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// Ends the program and the processes that it started, by force if they do not end within 5
    /// seconds.
    @Override
    public void close() {
        List<ProcessHandle> family =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        process.destroy();
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(member -> member.onExit().join());
        ALL.remove(this);
    }

    private interface Condition {
        boolean holds();
    }

    private RunningProgram await(String what, Condition condition) {
        long end = System.nanoTime() + START.toNanos();
        while (!condition.holds()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                String how = process.isAlive() ? " within " + START : " before it ended";
                String text = log();
                close();
                throw new IllegalStateException(name + " did not " + what + how + ": " + text);
            }
            pause();
        }
        return this;
    }

    /// Waits a moment, or until the program ends.
    private void pause() {
        try {
            process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The lines of /proc/net/tcp and tcp6: number, local address, remote address, state, ...
    private Stream<String> sockets() {
        return Stream.of("tcp", "tcp6")
                .map(table -> Path.of("/proc", Long.toString(process.pid()), "net", table))
                .flatMap(RunningProgram::lines);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            // The program has ended, which the caller will notice.
            return Stream.empty();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
