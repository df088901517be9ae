package io.tsocks.sources;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The last good policy of a source, in a file of its own. Only its owner can read it, because a
/// policy may have passwords.
final class KeptCopy {

    private final Path file;

    private KeptCopy(Path file) {
        this.file = file;
    }

    /// The copy of a source in a folder, which may not exist yet.
    static KeptCopy in(Path folder, SourceAddress address) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        return new KeptCopy(path(folder, address));
    }

    static Path path(Path folder, SourceAddress address) {
        String name = Digests.sha256(address.toString()).substring(0, 16) + "-tsocks.conf";
        return folder.resolve(name);
    }

    Path file() {
        return file;
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /// Replaces the copy, at once and durably.
    ///
    /// @return false if the copy had this text already
    boolean write(PolicyCopy copy) throws IOException {
        byte[] bytes = copy.bytes();
        if (exists() && copy.hasText(Files.readAllBytes(file))) {
            return false;
        }
        // a folder without a parent cannot be: the file was made by resolving against one
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(folder, "fresh-", ".conf");
        try {
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
        return true;
    }
}
