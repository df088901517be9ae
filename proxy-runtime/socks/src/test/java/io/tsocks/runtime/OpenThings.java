package io.tsocks.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What this process has open.
///
/// @param descriptors how many sockets, event queues and the like; files do not count, because the
///     run time opens those when it likes
/// @param threads the names of the client's threads, virtual ones included
record OpenThings(long descriptors, List<String> threads) {

    private static final Pattern NAME = Pattern.compile("\"name\": \"(tsocks-[^\"]*)\"");

    static OpenThings now() throws Exception {
        List<String> threads = threadNames();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return new OpenThings(links.filter(OpenThings::isNoFile).count(), threads);
        }
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
            return NAME.matcher(Files.readString(dump)).results().map(m -> m.group(1)).toList();
        } finally {
            Files.delete(dump);
            Files.delete(folder);
        }
    }
}
