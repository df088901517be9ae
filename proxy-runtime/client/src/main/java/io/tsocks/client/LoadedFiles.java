package io.tsocks.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Keeps one client for each file, because some drivers make a socket factory for each connection:
/// the file is then read once, and the knowledge about its servers is kept. A changed file takes
/// effect when it is whole ([PolicyReload]); until then the last good policy stays in force.
///
/// No thread is kept: one that waits for a changed file to settle ends after that.
final class LoadedFiles {

    private static final System.Logger LOG = System.getLogger("io.tsocks.client");

    /// Failures can only be logged, because a driver made the factory from a name.
    private static final ReloadListener LOGGED =
            new ReloadListener() {
                @Override
                public void failed(Path file, IOException reason) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            () -> "the last good policy stays in force: " + reason.getMessage());
                }
            };

    private static final ConcurrentMap<Path, LoadedFiles> LOADED = new ConcurrentHashMap<>();

    private final PolicyReload reload;
    private final AtomicBoolean isWaiting = new AtomicBoolean();

    private LoadedFiles(PolicyReload reload) {
        this.reload = reload;
    }

    /// The entry of a file, which is read if that has not been done yet.
    ///
    /// @throws InvalidPolicyException if it is read for the first time and has errors
    /// @throws IOException if it is read for the first time and that fails
    static LoadedFiles of(Path file) throws IOException {
        Path place = file.toAbsolutePath().normalize();
        LoadedFiles known = LOADED.get(place);
        if (known != null) {
            return known;
        }
        LoadedFiles loaded = load(place);
        LoadedFiles earlier = LOADED.putIfAbsent(place, loaded);
        return earlier == null ? loaded : earlier;
    }

    private static LoadedFiles load(Path place) throws IOException {
        QuietFile whole = QuietFile.read(place);
        Tsocks client = Tsocks.of(PolicyFiles.compile(place, whole.bytes()));
        PolicyReload reload =
                new PolicyReload(
                        place, whole, client, PolicyWatch.SETTLE, LOGGED, System::nanoTime);
        return new LoadedFiles(reload);
    }

    /// The client, after a check for changes of its file.
    Tsocks client() {
        if (reload.look() && isWaiting.compareAndSet(false, true)) {
            Thread ignored = Thread.ofVirtual().name("tsocks-reload").start(this::settle);
        }
        return reload.client();
    }

    private void settle() {
        try {
            do {
                Thread.sleep(PolicyWatch.SETTLE);
            } while (reload.look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isWaiting.set(false);
        }
    }
}
