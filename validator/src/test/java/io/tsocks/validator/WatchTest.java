package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

    @TempDir private Path folder;

    @Test
    void aChangedFileIsNoticed() throws IOException {
        Path conf = Files.writeString(folder.resolve("a.conf"), "x");
        try (Watch watch = Watch.of(List.of(conf.toString()))) {
            Files.writeString(conf, "y");
            assertThat(watch.awaitChange()).isTrue();
        }
    }

    @Test
    void aReplacedFileIsNoticedAndItsNeighboursAreNot() throws IOException {
        Path conf = Files.writeString(folder.resolve("a.conf"), "x");
        try (Watch watch = Watch.of(List.of(conf.toString()))) {
            Path neighbour = Files.writeString(folder.resolve("b.conf"), "y");
            CompletableFuture<Boolean> change =
                    CompletableFuture.supplyAsync(watch::awaitChange, Thread::startVirtualThread);
            assertThat(change).isNotDone();
            Files.move(neighbour, conf, StandardCopyOption.REPLACE_EXISTING);
            assertThat(change.join()).isTrue();
        }
    }

    @Test
    void anInterruptEndsTheWatch() throws IOException, InterruptedException {
        Path conf = Files.writeString(folder.resolve("a.conf"), "x");
        try (Watch watch = Watch.of(List.of(conf.toString()))) {
            var change = new CompletableFuture<Boolean>();
            Thread waiting = Thread.startVirtualThread(() -> change.complete(watch.awaitChange()));
            waiting.interrupt();
            waiting.join();
            assertThat(change).isCompletedWithValue(false);
        }
    }

    @Test
    void theCommandLooksAgainAfterAChange() throws Exception {
        Path conf = Files.writeString(folder.resolve("a.conf"), "bogus\n");
        var looks = new LinkedBlockingQueue<String>();
        var out = new PrintStream(new Lines(looks), true, StandardCharsets.UTF_8);
        var context =
                new CommandContext(InputStream.nullInputStream(), out, out, Map.of(), () -> false);
        String[] arguments = {"--watch", "--format=concise", conf.toString()};
        Thread running =
                Thread.ofVirtual()
                        .start(() -> CommandRunner.run(new ValidateCommand(), context, arguments));
        assertThat(looks.take()).contains("bogus");
        Files.writeString(conf, "other\n");
        String next = looks.take();
        // a file is seen empty between being cut off and being written
        assertThat(next.contains("other") || next.contains("[TS308]")).isTrue();
        running.interrupt();
        running.join();
    }

    /// Hands on each line that is written.
    private static final class Lines extends OutputStream {

        private final BlockingQueue<String> lines;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(BlockingQueue<String> lines) {
            this.lines = lines;
        }

        @Override
        public void write(int b) {
            if (b == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }
    }
}
