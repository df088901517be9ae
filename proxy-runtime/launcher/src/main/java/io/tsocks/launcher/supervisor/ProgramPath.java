package io.tsocks.launcher.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the file to which a path leads for another thread: from its root and its working folder,
/// through its mounts, and with its own `/proc/self`.
final class ProgramPath {

    /// So many symbolic links are followed in one path (path_resolution(7)).
    private static final int MOST_LINKS = 40;

    /// The links of procfs that lead to an open file or folder, and not to what their text says.
    private static final Pattern MAGIC =
            Pattern.compile(
                    "/proc/[0-9]+/(?:task/[0-9]+/)?(?:root|cwd|exe|(?:fd|map_files)/[^/]+)");

    private final String process;

    /// @param tid the thread
    ProgramPath(int tid) {
        this.process = "/proc/" + tid;
    }

    /// Paths of this process for the file. There are two, as neither is right for each path: one
    /// with all links resolved against the thread's root, and one whose links the kernel resolves.
    ///
    /// @param path in the thread's view
    /// @throws IOException if the path has too many links
    List<Path> files(String path) throws IOException {
        String start = path.startsWith("/") ? "/root/" : "/cwd/";
        Path byKernel = Path.of(process + start + path);
        return path.startsWith("/") ? List.of(byKernel, inRoot(path)) : List.of(byKernel);
    }

    private Path inRoot(String path) throws IOException {
        Deque<String> rest = new ArrayDeque<>(parts(path));
        String done = "";
        int links = 0;
        while (!rest.isEmpty()) {
            String part = rest.pop();
            if (part.equals("..")) {
                done = parent(done);
                continue;
            }
            String next = done + "/" + own(done, part);
            Path file = Path.of(process + "/root" + next);
            if (MAGIC.matcher(next).matches() || !isLink(file)) {
                done = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new IOException("too many links: " + path);
            }
            String target = Files.readSymbolicLink(file).toString();
            done = target.startsWith("/") ? "" : done;
            parts(target).reversed().forEach(rest::push);
        }
        return Path.of(process + "/root" + done);
    }

    private static boolean isLink(Path file) {
        return Files.isSymbolicLink(file) && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    /// The folder above one that no link is in; above a link of procfs, the kernel knows.
    private static String parent(String folder) {
        if (MAGIC.matcher(folder).lookingAt()) {
            return folder + "/..";
        }
        return folder.isEmpty() ? "" : folder.substring(0, folder.lastIndexOf('/'));
    }

    /// A part of a path, with the thread's number instead of its names for itself.
    private String own(String folder, String part) {
        boolean isSelf =
                folder.equals("/proc") && (part.equals("self") || part.equals("thread-self"));
        return isSelf ? process.substring("/proc/".length()) : part;
    }
}
