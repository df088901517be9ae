package io.tsocks.service.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A folder whose files are written whole or not at all, and are on the disk when a write returns:
/// a new file is written beside the old one, flushed, renamed, and the folder is flushed, too. Only
/// the owner can read them, because policies may hold passwords.
public final class DurableFolder {

    private static final String TEMPORARY = ".tmp";

    private final Path folder;

    private DurableFolder(Path folder) {
        this.folder = folder;
    }

    /// Opens a folder, which is made if it does not exist, and deletes what an interrupted write
    /// has left.
    public static DurableFolder open(Path folder) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        DurableFolder opened = new DurableFolder(folder);
        for (String name : opened.names()) {
            if (name.endsWith(TEMPORARY)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
        return opened;
    }

    /// The place of a file.
    public Path path(String name) {
        return folder.resolve(name);
    }

    /// The names of the files.
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /// Writes a file, or replaces one.
    ///
    /// @param parts of the content, one after the other
    /// @throws NotStoredException if it cannot be written; an old one is as it was
    public void write(String name, ByteBuffer... parts) throws NotStoredException {
        Path fresh = folder.resolve(name + TEMPORARY);
        // Opened first: after the move there may be no descriptor left, and the old file is gone.
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            fill(fresh, parts);
            Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            names.force(true);
        } catch (IOException e) {
            discard(fresh);
            throw new NotStoredException(folder, e);
        }
    }

    private static void discard(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            // The next start tries it again.
        }
    }

    private static void fill(Path fresh, ByteBuffer... parts) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        fresh,
                        Set.of(
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            for (ByteBuffer part : parts) {
                while (part.hasRemaining()) {
                    channel.write(part);
                }
            }
            channel.force(true);
        }
    }

    /// Deletes a file, if it exists.
    public void delete(String name) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            if (Files.deleteIfExists(folder.resolve(name))) {
                names.force(true);
            }
        }
    }
}
