package io.tsocks.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A policy file whose content is taken each time it has changed and is whole.
///
/// Nothing tells whether a file is whole, so it must have stayed the same for a while, or ten times
/// as long if it looks cut off. It looks cut off if it is the beginning of the content that was
/// taken last, or has lost the end of its last line. An empty file is never taken. A file that is
/// replaced by a rename is whole at any moment.
///
/// Thread-safe: one look at a time.
final class SettledFile {

    private static final int TIMES_IF_DOUBTFUL = 10;

    private final Path file;
    private final Duration settle;
    private final FileWatch.Listener listener;
    private final LongSupplier nanoTime;

    /// The content that was taken last; empty if there was none. The next fields are what the last
    /// look saw (null if there was no file), since when it has been so, and whether it is dealt
    /// with. All are guarded by this object's lock.
    private byte[] text;

    private @Nullable FileStamp seen;
    private long since;
    private boolean judged = true;

    /// @param taken the content that was taken already; null if the file could not be read
    /// @param nanoTime a clock like [System#nanoTime]
    SettledFile(
            Path file,
            @Nullable QuietFile taken,
            Duration settle,
            FileWatch.Listener listener,
            LongSupplier nanoTime) {
        this.file = file;
        this.settle = settle;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.text = taken == null ? new byte[0] : taken.bytes();
        this.seen = taken == null ? null : taken.stamp();
    }

    /// Looks at the file, and has its content taken if it has settled.
    ///
    /// @return whether another look is needed: the file has changed and has not settled yet
    synchronized boolean look() {
        FileStamp now = stamp();
        if (now == null ? seen != null : !now.equals(seen)) {
            seen = now;
            since = nanoTime.getAsLong();
            judged = false;
        }
        long quiet = nanoTime.getAsLong() - since;
        if (!judged && quiet >= settle.toNanos()) {
            judge(quiet);
        }
        return !judged;
    }

    private @Nullable FileStamp stamp() {
        try {
            return FileStamp.of(file);
        } catch (IOException e) {
            return null;
        }
    }

    private void judge(long quiet) {
        try {
            FileStamp settled = seen;
            if (settled == null) {
                throw new NoSuchFileException(file.toString(), null, "the file is gone");
            }
            if (!settled.isRegular()) {
                throw new IOException(file + " is not a regular file");
            }
            byte[] found = Files.readAllBytes(file);
            boolean isWhole =
                    settled.equals(FileStamp.of(file))
                            && (!isDoubtful(found)
                                    || quiet >= TIMES_IF_DOUBTFUL * settle.toNanos());
            if (isWhole) {
                judged = true;
                take(found);
            }
        } catch (IOException e) {
            judged = true;
            listener.failed(file, e);
        }
    }

    private void take(byte[] found) throws IOException {
        if (Arrays.equals(found, text)) {
            return;
        }
        if (new String(found, StandardCharsets.ISO_8859_1).isBlank()) {
            throw new IOException(
                    file + " is empty; a policy without statements needs a comment line");
        }
        listener.changed(file, found);
        text = found;
    }

    private boolean isDoubtful(byte[] found) {
        boolean isBeginning =
                found.length < text.length
                        && Arrays.equals(found, Arrays.copyOf(text, found.length));
        return isBeginning || (endsLine(text) && !endsLine(found));
    }

    private static boolean endsLine(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    }
}
