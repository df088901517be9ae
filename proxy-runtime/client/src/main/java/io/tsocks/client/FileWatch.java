package io.tsocks.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows a policy file for a program that itself decides what to do with each new content, such
/// as one that keeps revisions. [PolicyWatch] is for a client that simply obeys the file.
///
/// The file is whole if it has not changed for [PolicyWatch#SETTLE], or ten times as long if it
/// looks cut off. A file that is replaced by a rename, or through a symbolic link that now leads
/// elsewhere, is noticed like one that is written to.
///
/// Until [#close], a daemon thread looks at the file four times in each [PolicyWatch#SETTLE].
public final class FileWatch implements Closeable {

    private final @Nullable QuietFile first;
    private final RegularLook look;

    /// Is told of each new content, in the thread that looked at the file.
    public interface Listener {

        /// The file has a new content, which is whole.
        ///
        /// @param content the caller's own
        /// @throws IOException if it cannot be used; [#failed] is then told, and the same content
        ///     is not offered again
        void changed(Path file, byte[] content) throws IOException;

        /// The file is gone, empty or cannot be read, or its content cannot be used.
        void failed(Path file, IOException reason);
    }

    private FileWatch(SettledFile settled, @Nullable QuietFile first, Duration settle) {
        this.first = first;
        this.look = new RegularLook("tsocks-file-watch", settle, settled::look);
    }

    /// Reads a file, and prepares to follow it. Nothing is told before [#start].
    ///
    /// @throws IOException if it exists and cannot be read
    public static FileWatch of(Path file, Listener listener) throws IOException {
        return of(file, PolicyWatch.SETTLE, listener);
    }

    static FileWatch of(Path file, Duration settle, Listener listener) throws IOException {
        QuietFile first = Files.exists(file) ? QuietFile.read(file) : null;
        SettledFile settled = new SettledFile(file, first, settle, listener, System::nanoTime);
        return new FileWatch(settled, first, settle);
    }

    /// The content when the file was first read; empty if there was no file.
    public Optional<byte[]> content() {
        return Optional.ofNullable(first).map(QuietFile::bytes).map(byte[]::clone);
    }

    /// Begins to look.
    public void start() {
        look.start();
    }

    /// Stops looking. Closing twice does nothing.
    @Override
    public void close() {
        look.close();
    }
}
