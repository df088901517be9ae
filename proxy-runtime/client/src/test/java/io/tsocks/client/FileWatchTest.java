package io.tsocks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileWatchTest implements FileWatch.Listener {

    private static final Duration SETTLE = Duration.ofMillis(40);

    @TempDir private Path folder;
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void changed(Path file, byte[] content) throws IOException {
        String text = new String(content, StandardCharsets.UTF_8);
        if (text.startsWith("bad")) {
            throw new IOException("is bad");
        }
        told.add(text);
    }

    @Override
    public void failed(Path file, IOException reason) {
        told.add("failed: " + reason.getMessage());
    }

    @Test
    void eachWholeContentIsToldOnceAndABadOneIsAFailure() throws Exception {
        Path file = Files.writeString(folder.resolve("tsocks.conf"), "one\n");
        try (FileWatch watch = FileWatch.of(file, SETTLE, this)) {
            assertThat(watch.content()).contains("one\n".getBytes(StandardCharsets.UTF_8));
            watch.start();
            replace(file, "two\n");
            assertThat(next()).isEqualTo("two\n");
            replace(file, "bad\n");
            assertThat(next()).isEqualTo("failed: is bad");
            replace(file, "three\n");
            assertThat(next()).isEqualTo("three\n");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aFileThatAppearsLaterIsTold() throws Exception {
        Path file = folder.resolve("tsocks.conf");
        try (FileWatch watch = FileWatch.of(file, SETTLE, this)) {
            assertThat(watch.content()).isEmpty();
            watch.start();
            replace(file, "one\n");
            assertThat(next()).isEqualTo("one\n");
        }
    }

    /// As a ConfigMap of Kubernetes changes: the file is a link through a folder that is a link,
    /// and the latter is replaced.
    @Test
    void aSwappedLinkIsAChange() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        Files.writeString(one.resolve("tsocks.conf"), "one\n");
        Files.writeString(two.resolve("tsocks.conf"), "two\n");
        Path data = Files.createSymbolicLink(folder.resolve("..data"), one);
        Path file =
                Files.createSymbolicLink(
                        folder.resolve("tsocks.conf"), Path.of("..data/tsocks.conf"));
        try (FileWatch watch = FileWatch.of(file, SETTLE, this)) {
            watch.start();
            Path fresh = Files.createSymbolicLink(folder.resolve("..fresh"), two);
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
            assertThat(next()).isEqualTo("two\n");
        }
    }

    private String next() throws InterruptedException {
        String one = told.poll(30, TimeUnit.SECONDS);
        assertThat(one).as("nothing was told").isNotNull();
        return one;
    }

    private void replace(Path file, String text) throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
