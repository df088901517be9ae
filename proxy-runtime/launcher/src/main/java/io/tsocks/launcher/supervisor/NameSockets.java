package io.tsocks.launcher.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The sockets of services that ask name servers for other programs, so that tsocks would not see
/// the question. A socket is known by its file, whatever path, link or mount leads to it.
///
/// A program's path may lead to a file system that never answers. So files are looked at by threads
/// of their own, for which the supervisor waits a moment, and what is not known then counts as such
/// a socket.
final class NameSockets {

    private static final List<Path> FOLDERS =
            List.of(
                    Path.of("/run/nscd"),
                    Path.of("/var/run/nscd"),
                    Path.of("/run/systemd/resolve"),
                    Path.of("/var/run/systemd/resolve"),
                    Path.of("/run/avahi-daemon"),
                    Path.of("/var/run/avahi-daemon"));

    /// The names of the sockets, by which those in a folder that cannot be listed are found.
    private static final List<String> NAMES = List.of("socket", "io.systemd.Resolve");

    private static final long PATIENCE_MILLIS = 1_000;

    /// The most files that are looked at at a time. Only file systems that do not answer take so
    /// many.
    private static final int MOST_AT_A_TIME = 16;

    private static final Charset OF_PATHS =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private final List<Path> folders;
    private final Semaphore room = new Semaphore(MOST_AT_A_TIME);

    /// @param folders absolute paths of the folders whose files are such sockets
    NameSockets(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    static NameSockets ofThisMachine() {
        return new NameSockets(FOLDERS);
    }

    /// Whether a name is, or may be, that of such a socket.
    ///
    /// @param name as [io.tsocks.linux.InetEndpoint#unixName] gives it
    /// @param tid the thread whose root and working folder count
    boolean mayHave(String name, int tid) {
        if (name.isEmpty() || name.startsWith("@")) {
            return false;
        }
        String text = new String(name.getBytes(StandardCharsets.ISO_8859_1), OF_PATHS);
        try {
            return isSpelledIn(Path.of(text)) || isAmongFiles(text, tid);
        } catch (InvalidPathException e) {
            return true;
        }
    }

    /// Whether the path begins with one of the folders. There need not be such a file.
    private boolean isSpelledIn(Path path) {
        Path plain = path.normalize();
        return folders.stream().anyMatch(plain::startsWith);
    }

    private boolean isAmongFiles(String text, int tid) {
        if (!room.tryAcquire()) {
            return true;
        }
        FutureTask<Boolean> look =
                new FutureTask<>(
                        () -> {
                            try {
                                return lookFor(text, tid);
                            } finally {
                                room.release();
                            }
                        });
        try {
            Thread.ofPlatform().daemon().name("name sockets").start(look);
        } catch (OutOfMemoryError e) {
            room.release();
            return true;
        }
        try {
            return look.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean lookFor(String text, int tid) throws IOException {
        Set<Object> services = files();
        if (services.isEmpty()) {
            return false;
        }
        for (Path path : new ProgramPath(tid).files(text)) {
            if (key(path).filter(services::contains).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /// The device and inode of each file in the folders.
    private Set<Object> files() throws IOException {
        Set<Object> keys = new HashSet<>();
        for (Path folder : folders) {
            NAMES.forEach(name -> key(folder.resolve(name)).ifPresent(keys::add));
            try (Stream<Path> files = Files.list(folder)) {
                files.flatMap(file -> key(file).stream()).forEach(keys::add);
            } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
                // No service runs here, or the names have to do.
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return keys;
    }

    /// The device and inode of a file; empty if there is none.
    private static Optional<Object> key(Path file) {
        try {
            @Nullable Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.ofNullable(key);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
