package io.tsocks.client;

import io.tsocks.engine.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Puts a changed policy file in force once it is whole ([SettledFile]). Until then, and while the
/// file has errors, the last good policy stays in force.
///
/// Thread-safe: one look at a time.
final class PolicyReload {

    private final Tsocks client;
    private final SettledFile settled;

    /// @param inForce the file from which the client's policy was read
    /// @param nanoTime a clock like [System#nanoTime]
    PolicyReload(
            Path file,
            QuietFile inForce,
            Tsocks client,
            Duration settle,
            ReloadListener listener,
            LongSupplier nanoTime) {
        this.client = client;
        this.settled =
                new SettledFile(file, inForce, settle, new Taker(client, listener), nanoTime);
    }

    /// Puts a new content in force.
    private record Taker(Tsocks client, ReloadListener listener) implements FileWatch.Listener {

        @Override
        public void changed(Path file, byte[] content) throws IOException {
            Policy policy = PolicyFiles.compile(file, content);
            client.replace(policy);
            listener.reloaded(file, policy);
        }

        @Override
        public void failed(Path file, IOException reason) {
            listener.failed(file, reason);
        }
    }

    /// The client whose policy is kept up to date.
    Tsocks client() {
        return client;
    }

    /// Looks at the file, and puts its policy in force if it has settled.
    ///
    /// @return whether another look is needed: the file has changed and has not settled yet
    boolean look() {
        return settled.look();
    }
}
