package io.tsocks.validator;

import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Writes files whole or not at all: the new text is written to a file beside the old one, which
/// takes the old name once it is complete on the disk. Symbolic links stay links. The mode stays
/// the same, and so do owner and group if this user may set them.
public final class AtomicFile {

    private static final int MOST_LINKS = 40;

    private AtomicFile() {}

    /// Who may read a file that is written.
    public enum Readers {
        /// Those who could read the old file, and of a new one those of this process's new files.
        USUAL,
        /// Its owner alone.
        OWNER
    }

    /// Writes a new file, or replaces an old one.
    ///
    /// @throws UsageException if that is not possible; an old file is then as it was
    public static void write(String name, byte[] bytes) throws UsageException {
        try {
            write(InputFile.path(name), out -> out.write(bytes));
        } catch (NoSuchFileException e) {
            throw new UsageException("cannot write " + name + ": there is no such folder");
        } catch (IOException e) {
            throw new UsageException("cannot write " + name + ": " + FileTrouble.reason(e));
        } catch (InvalidPathException e) {
            throw new UsageException("cannot write " + name + ": " + e.getReason());
        }
    }

    /// Writes a new plain file, or replaces an old one. It never writes through a link: one that
    /// has appeared meanwhile is replaced.
    ///
    /// @throws UsageException if that is not possible; an old file is then as it was
    static void writePlain(String name, byte[] bytes, Readers readers) throws UsageException {
        refuseOtherKinds(name);
        try {
            replace(InputFile.path(name).toAbsolutePath(), out -> out.write(bytes), readers);
        } catch (NoSuchFileException e) {
            throw new UsageException("cannot write " + name + ": there is no such folder");
        } catch (IOException e) {
            throw new UsageException("cannot write " + name + ": " + FileTrouble.reason(e));
        }
    }

    /// Refuses the name of anything but a plain file or a new file.
    static void refuseOtherKinds(String name) throws UsageException {
        try {
            Path path = InputFile.path(name);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            String kind =
                    Files.isSymbolicLink(path)
                            ? "a link"
                            : Files.isDirectory(path) ? "a folder" : "a pipe, a socket or a device";
            throw new UsageException(
                    "cannot write " + name + ": it is " + kind + ", and not a plain file");
        } catch (IOException e) {
            throw new UsageException("cannot write " + name + ": " + FileTrouble.reason(e));
        } catch (InvalidPathException e) {
            throw new UsageException("cannot write " + name + ": " + e.getReason());
        }
    }

    /// The new content of a file.
    interface Content {
        /// Writes the content.
        void writeTo(OutputStream out) throws IOException;
    }

    static void write(Path name, Content content) throws IOException {
        if (Files.exists(name) && !Files.isRegularFile(name)) {
            // a terminal or a pipe has no old text that could be lost
            try (OutputStream out = Files.newOutputStream(name)) {
                content.writeTo(out);
            }
        } else {
            replace(target(name), content, Readers.USUAL);
        }
    }

    /// The target of a path.
    private static Path target(Path name) throws IOException {
        Path file = name.toAbsolutePath();
        for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(file); i++) {
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        return file;
    }

    private static void replace(Path file, Content content, Readers readers) throws IOException {
        boolean old = Files.exists(file);
        if (old && !Files.isWritable(file)) {
            // the folder would allow it, but the file was made read-only on purpose
            throw new AccessDeniedException(file.toString());
        }
        // no other user can read the temporary file until it gets the old one's permissions
        Path fresh =
                switch (readers) {
                    case USUAL -> old ? hidden(file) : named(file);
                    case OWNER -> hidden(file);
                };
        try {
            fill(fresh, content);
            if (old) {
                keepAttributes(file, fresh, readers);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Path hidden(Path file) throws IOException {
        return Files.createTempFile(file.getParent(), ".tsocks-", ".tmp");
    }

    /// Makes a new file with the mode that this process gives to new files.
    private static Path named(Path file) throws IOException {
        return Files.createFile(
                file.resolveSibling(".tsocks-" + Long.toHexString(System.nanoTime()) + ".tmp"));
    }

    private static void fill(Path fresh, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            content.writeTo(out);
            channel.force(true);
        }
    }

    private static void keepAttributes(Path old, Path fresh, Readers readers) throws IOException {
        PosixFileAttributeView from = Files.getFileAttributeView(old, PosixFileAttributeView.class);
        PosixFileAttributeView to =
                Files.getFileAttributeView(
                        fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (from == null || to == null) {
            return;
        }
        PosixFileAttributes wanted = from.readAttributes();
        PosixFileAttributes made = to.readAttributes();
        Set<PosixFilePermission> permissions = EnumSet.copyOf(wanted.permissions());
        if (!made.group().equals(wanted.group()) && !succeeds(() -> to.setGroup(wanted.group()))) {
            // permissions of the old group were not meant for the new one
            permissions.removeAll(PosixFilePermissions.fromString("---rwx---"));
        }
        if (!made.owner().equals(wanted.owner())) {
            succeeds(() -> to.setOwner(wanted.owner()));
        }
        switch (readers) {
            case USUAL -> {}
            case OWNER -> permissions.removeAll(PosixFilePermissions.fromString("---rwxrwx"));
        }
        to.setPermissions(permissions);
    }

    /// Whether a change of owner or group succeeds. Only root may change owners; other users may
    /// set groups of their own.
    private static boolean succeeds(Change change) {
        try {
            change.make();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// A change of a file's attributes.
    private interface Change {
        void make() throws IOException;
    }
}
