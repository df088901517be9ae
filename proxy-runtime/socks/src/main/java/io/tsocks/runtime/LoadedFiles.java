package io.tsocks.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// One client for each file, because drivers exist that make a socket factory for each connection:
/// the file is then read once, and what was learned of its servers is kept. A file that has changed
/// is read anew.
final class LoadedFiles {

    private static final ConcurrentMap<Path, Loaded> LOADED = new ConcurrentHashMap<>();

    private LoadedFiles() {}

    private record Loaded(Version version, Tsocks client) {}

    /// What differs where a file was written to or replaced.
    private record Version(@Nullable Object key, FileTime modified, long size) {

        static Version of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(now.fileKey(), now.lastModifiedTime(), now.size());
        }
    }

    /// The client of a file.
    ///
    /// @throws InvalidPolicyException where it has errors
    /// @throws IOException where it cannot be read
    static Tsocks load(Path file) throws IOException {
        Path place = file.toRealPath();
        // Before it is read: a change meanwhile then shows the next time.
        Version version = Version.of(place);
        Loaded known = LOADED.get(place);
        if (known != null && known.version().equals(version)) {
            return known.client();
        }
        Tsocks client = Tsocks.load(file);
        LOADED.put(place, new Loaded(version, client));
        return client;
    }
}
