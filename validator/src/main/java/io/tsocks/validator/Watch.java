package io.tsocks.validator;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Waits for files to change. Their folders are watched, because editors often write a new file and
/// give it the old one's name.
final class Watch implements AutoCloseable {

    private final WatchService service;
    private final Set<Path> files = new HashSet<>();

    private Watch(WatchService service) {
        this.service = service;
    }

    /// Starts to watch: no change from here on is missed.
    static Watch of(List<String> names) throws IOException {
        var watch = new Watch(FileSystems.getDefault().newWatchService());
        Set<Path> folders = new HashSet<>();
        for (String name : names) {
            Path file = Path.of(name).toAbsolutePath().normalize();
            watch.files.add(file);
            folders.add(file.resolveSibling(""));
        }
        for (Path folder : folders) {
            folder.register(
                    watch.service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY);
        }
        return watch;
    }

    /// Waits until one of the files has changed; false if the thread was interrupted instead.
    boolean awaitChange() {
        try {
            while (true) {
                WatchKey key = service.take();
                boolean changed = key.pollEvents().stream().anyMatch(event -> isOurs(key, event));
                key.reset();
                if (changed) {
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
