package io.tsocks.validator;

import io.tsocks.net.FileTrouble;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Waits for files to change. Their folders are watched, because editors often write a new file and
/// give it the old one's name. If a name is a symbolic link, the folder that it leads to is
/// watched, too.
final class Watch implements AutoCloseable {

    private final WatchService service;
    private final List<String> names;
    private final Set<Path> files = new HashSet<>();

    private Watch(WatchService service, List<String> names) {
        this.service = service;
        this.names = names;
    }

    /// Starts to watch. From here on, no change is missed.
    ///
    /// @throws UsageException if a file has no folder that could be watched
    static Watch of(List<String> names) throws UsageException, IOException {
        var watch = new Watch(FileSystems.getDefault().newWatchService(), names);
        for (String name : names) {
            try {
                watch.add(Path.of(name).toAbsolutePath().normalize());
            } catch (InvalidPathException e) {
                watch.close();
                throw new UsageException("cannot watch " + name + ": " + e.getReason());
            } catch (IOException e) {
                watch.close();
                throw new UsageException(
                        "cannot watch "
                                + name
                                + ": its folder cannot be watched: "
                                + FileTrouble.reason(e));
            }
        }
        watch.followLinks();
        return watch;
    }

    private void add(Path file) throws IOException {
        if (files.add(file)) {
            file.resolveSibling("")
                    .register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
        }
    }

    /// Watches the folders that links lead to, which may be other ones after each change.
    private void followLinks() {
        for (String name : names) {
            try {
                add(Path.of(name).toRealPath());
            } catch (IOException _) {
                // the link leads nowhere now; its own folder is watched in case that changes
            }
        }
    }

    /// Waits until one of the files has changed; false if the thread was interrupted instead.
    boolean awaitChange() {
        try {
            while (true) {
                WatchKey key = service.take();
                boolean changed = key.pollEvents().stream().anyMatch(event -> isOurs(key, event));
                key.reset();
                if (changed) {
                    followLinks();
                    return true;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isOurs(WatchKey key, WatchEvent<?> event) {
        // without a context, events were lost, and any file may have changed
        return !(event.context() instanceof Path name)
                || !(key.watchable() instanceof Path folder)
                || files.contains(folder.resolve(name).toAbsolutePath().normalize());
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
