package io.tsocks.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The bytes of a file while nothing writes to it.
final class QuietFile {

    /// How long ago the last change must be. Programs write a file in parts, and the first part of
    /// a policy can itself be a policy, with other routes.
    private static final Duration QUIET = Duration.ofMillis(200);

    private static final int MOST_LOOKS = 50;

    private final FileStamp stamp;
    private final byte[] bytes;

    private QuietFile(FileStamp stamp, byte[] bytes) {
        this.stamp = stamp;
        this.bytes = bytes;
    }

    /// The stamp of the file, the same before and after it was read.
    FileStamp stamp() {
        return stamp;
    }

    /// The bytes, which the caller must not change.
    byte[] bytes() {
        return bytes;
    }

    /// Reads a file, and waits while it is being written.
    ///
    /// @throws IOException if it cannot be read, or changes for 10 seconds on end
    static QuietFile read(Path file) throws IOException {
        for (int look = 0; look < MOST_LOOKS; look++) {
            FileStamp before = FileStamp.of(file);
            if (before.isRegular()) {
                awaitQuiet(before);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (!before.isRegular() || before.equals(FileStamp.of(file))) {
                return new QuietFile(before, bytes);
            }
        }
        throw new IOException(
                file + " keeps changing; write a new file and rename it to this name");
    }

    /// Waits until the last change is long enough ago. A change in the future, as from another
    /// machine's clock, is not waited for.
    private static void awaitQuiet(FileStamp stamp) throws IOException {
        long age = System.currentTimeMillis() - stamp.changed().toMillis();
        if (age < 0 || age >= QUIET.toMillis()) {
            return;
        }
        try {
            Thread.sleep(QUIET.toMillis() - age);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a policy was read");
        }
    }
}
