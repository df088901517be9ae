package io.tsocks.launcher.supervisor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The open files of processes, by the links of `/proc/PID/fd`, which name sockets by their inode.
final class OpenFiles {

    private OpenFiles() {}

    /// The open files of a process; none if it has gone.
    ///
    /// @return empty if the process may not be inspected
    static Optional<Set<String>> of(long pid) {
        Set<String> open = new HashSet<>();
        try (DirectoryStream<Path> links =
                Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            links.forEach(link -> open.add(target(link)));
        } catch (AccessDeniedException e) {
            return Optional.empty();
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.of(open);
        }
        return Optional.of(open);
    }

    /// The open file of a descriptor of this process; an empty text if it cannot be found out.
    static String own(int descriptor) {
        return target(Path.of("/proc/self/fd/" + descriptor));
    }

    /// The target of a link; empty if the file was closed meanwhile.
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
