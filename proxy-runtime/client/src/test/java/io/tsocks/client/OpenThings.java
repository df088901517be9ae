package io.tsocks.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What this process has open.
///
/// @param descriptors how many sockets, event queues and the like; files do not count, because the
///     run time opens those when it likes
/// @param threads the names of the client's threads, virtual ones included; those of a pool count
///     only while they work, because the pool ends idle ones when it likes
record OpenThings(long descriptors, List<String> threads) {

    private static final Pattern THREAD =
            Pattern.compile(
                    "\"name\": \"(?<name>tsocks-[^\"]*)\".*?\"stack\": \\[(?<stack>.*?)\n\\s*]",
                    Pattern.DOTALL);

    /// Each takes the time of a process; what is still ending has ended before the last.
    private static final int LOOKS = 40;

    static OpenThings now() throws Exception {
        List<String> threads = threadNames();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return new OpenThings(links.filter(OpenThings::isNoFile).count(), threads);
        }
    }

    /// What is open now and was not open before, once that has had time to end.
    static OpenThings leakedSince(OpenThings before) throws Exception {
        OpenThings leaked = now().without(before);
        for (int look = 1; look < LOOKS && !leaked.isNothing(); look++) {
            leaked = now().without(before);
        }
        return leaked;
    }

    boolean isNothing() {
        return descriptors == 0 && threads.isEmpty();
    }

    private OpenThings without(OpenThings before) {
        List<String> more = new ArrayList<>(threads);
        before.threads.forEach(more::remove);
        return new OpenThings(Math.max(0, descriptors - before.descriptors), more);
    }

    private static boolean isNoFile(Path link) {
        try {
            return !Files.readSymbolicLink(link).toString().startsWith("/");
        } catch (IOException e) {
            return false;
        }
    }

    /// Only the run time's own tool lists virtual threads. It has this process open a socket for
    /// good, so it comes first.
    private static List<String> threadNames() throws Exception {
        Path folder = Files.createTempDirectory("threads");
        Path dump = folder.resolve("dump.json");
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String pid = Long.toString(ProcessHandle.current().pid());
        Process process =
                new ProcessBuilder(
                                jcmd.toString(),
                                pid,
                                "Thread.dump_to_file",
                                "-format=json",
                                dump.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new AssertionError("jcmd failed");
        }
        try {
            return working(Files.readString(dump));
        } finally {
            Files.delete(dump);
            Files.delete(folder);
        }
    }

    /// The names of the client's threads in a dump, without the idle ones of its pools.
    static List<String> working(String dump) {
        return THREAD.matcher(dump)
                .results()
                .filter(thread -> !isIdle(thread))
                .map(thread -> thread.group("name"))
                .toList();
    }

    /// All work of a pool is a FutureTask.
    private static boolean isIdle(MatchResult thread) {
        String stack = thread.group("stack");
        return stack.contains("ThreadPoolExecutor$Worker.run") && !stack.contains("FutureTask.run");
    }
}
