package io.tsocks.service.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The revisions of a policy in a folder: a file for each revision, and the file `active`, which
/// names the one in force. A crash at any moment leaves the old revision active or the new one, and
/// both whole.
///
/// One process at a time uses a folder. Thread-safe.
public final class RevisionStore implements Closeable {

    private static final String SUFFIX = ".revision";
    private static final String ACTIVE = "active";
    private static final String LOCK = "lock";

    private final DurableFolder folder;
    private final DurableFolder revisions;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final int keep;

    /// By number. Guarded by this object's lock, as is the next field.
    private final TreeMap<Long, Revision> known = new TreeMap<>();

    private @Nullable Revision active;

    private RevisionStore(
            DurableFolder folder,
            DurableFolder revisions,
            FileChannel lockFile,
            FileLock lock,
            int keep) {
        this.folder = folder;
        this.revisions = revisions;
        this.lockFile = lockFile;
        this.lock = lock;
        this.keep = keep;
    }

    /// A revision with its text.
    public record Stored(Revision revision, PolicyText text) {}

    /// Opens the store of a folder, which is made if it does not exist. A file that is damaged is
    /// left out; if it was the active one, the newest whole revision before it takes its place.
    ///
    /// @param keep how many revisions are kept; older ones are deleted when a new one comes
    /// @throws IOException if the folder cannot be used, or another process uses it
    public static RevisionStore open(Path place, int keep) throws IOException {
        DurableFolder folder = DurableFolder.open(place);
        FileChannel lockFile =
                FileChannel.open(
                        folder.path(LOCK),
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        FileLock lock = tryLock(lockFile);
        if (lock == null) {
            lockFile.close();
            throw new IOException(place + " is in use by another tsocksd");
        }
        RevisionStore store =
                new RevisionStore(
                        folder,
                        DurableFolder.open(place.resolve("revisions")),
                        lockFile,
                        lock,
                        keep);
        store.load();
        return store;
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException _) {
            // by this process itself
            return null;
        }
    }

    private synchronized void load() throws IOException {
        for (String name : revisions.names()) {
            // The end of a pipe, say, would never come.
            if (name.endsWith(SUFFIX) && Files.isRegularFile(revisions.path(name))) {
                readable(name).ifPresent(file -> known.put(file.number(), file));
            }
        }
        long named = namedAsActive();
        Map.Entry<Long, Revision> last = known.floorEntry(named);
        active = last == null ? null : last.getValue();
    }

    private Optional<Revision> readable(String name) {
        try {
            RevisionFile file = RevisionFile.of(Files.readAllBytes(revisions.path(name)));
            return file(file.revision()).equals(name)
                    ? Optional.of(file.revision())
                    : Optional.empty();
        } catch (IOException _) {
            // What is not whole cannot be put in force again.
            return Optional.empty();
        }
    }

    /// The number in the file `active`; 0 if there is none.
    private long namedAsActive() throws IOException {
        try {
            return Long.parseLong(Files.readString(folder.path(ACTIVE)).strip());
        } catch (NoSuchFileException _) {
            return 0;
        } catch (NumberFormatException e) {
            throw new IOException(folder.path(ACTIVE) + " does not hold a number", e);
        }
    }

    private static String file(Revision revision) {
        return String.format(Locale.ROOT, "%08d%s", revision.number(), SUFFIX);
    }

    /// The revision in force; empty if there never was one.
    public synchronized Optional<Revision> active() {
        return Optional.ofNullable(active);
    }

    /// All whole revisions, the newest first.
    public synchronized List<Revision> list() {
        return List.copyOf(known.descendingMap().values());
    }

    /// The revision of a number, with its text; empty if there is none, or none any more.
    ///
    /// @throws IOException if it cannot be read
    public synchronized Optional<Stored> read(long number) throws IOException {
        Revision revision = known.get(number);
        if (revision == null) {
            return Optional.empty();
        }
        RevisionFile file = RevisionFile.of(Files.readAllBytes(revisions.path(file(revision))));
        return Optional.of(new Stored(file.revision(), file.text()));
    }

    /// Stores a text as a new revision and makes it the active one. When this returns, both are on
    /// the disk.
    ///
    /// @throws IOException if that fails; the old revision is then still active
    public synchronized Revision activate(PolicyText text, Revision.Origin origin, Instant when)
            throws IOException {
        long number = known.isEmpty() ? 1 : known.lastKey() + 1;
        Revision revision = new Revision(number, text.sha256(), text.length(), when, origin);
        RevisionFile file = new RevisionFile(revision, text);
        revisions.write(file(revision), file.head(), text.buffer());
        try {
            folder.write(ACTIVE, utf8(number + "\n"));
        } catch (IOException e) {
            tryToDelete(revision);
            throw e;
        }
        known.put(number, revision);
        active = revision;
        forgetOld();
        return revision;
    }

    /// Deletes the oldest revisions, if there are too many. Those that cannot be deleted stay.
    private void forgetOld() {
        List<Revision> old = new ArrayList<>(known.values());
        for (int i = 0; i < old.size() - keep; i++) {
            Revision revision = old.get(i);
            if (!revision.equals(active) && tryToDelete(revision)) {
                known.remove(revision.number());
            }
        }
    }

    /// @return whether its file is gone
    private boolean tryToDelete(Revision revision) {
        try {
            revisions.delete(file(revision));
            return true;
        } catch (IOException _) {
            // What was in force, or is now, is so without that.
            return false;
        }
    }

    /// Stores a small file of the service's own beside the revisions.
    public void note(String name, String content) throws IOException {
        folder.write(name, utf8(content));
    }

    /// The content of such a file; empty if there is none.
    public Optional<String> note(String name) throws IOException {
        try {
            return Optional.of(Files.readString(folder.path(name)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Stores a text under a name of its own: one that was rejected, or a candidate.
    public void put(String name, PolicyText text) throws IOException {
        folder.write(name, text.buffer());
    }

    /// The text under such a name; empty if there is none.
    public Optional<PolicyText> get(String name) throws IOException {
        try {
            return Optional.of(PolicyText.of(Files.readAllBytes(folder.path(name))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// Deletes the file of a name, if it exists.
    public void remove(String name) throws IOException {
        folder.delete(name);
    }

    /// The place of a file in the folder.
    public Path path(String name) {
        return folder.path(name);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Lets another process use the folder.
    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
