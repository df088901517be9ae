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

/// What processes have open, as the links of `/proc/PID/fd` name it: sockets by their inode.
final class OpenFiles {

    private OpenFiles() {}

    /// What a process has open; nothing if it has gone.
    ///
    /// @return empty if it may not be looked at
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

    /// What one descriptor of this process is; empty text where it cannot be found out.
    static String own(int descriptor) {
        return target(Path.of("/proc/self/fd/" + descriptor));
    }

    /// Empty where it has been closed meanwhile.
    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
