package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void aChangedFileIsNoticed() throws Exception {
        Path conf = Files.writeString(folder.resolve("a.conf"), "x");
        try (Watch watch = Watch.of(List.of(conf.toString()))) {
            Files.writeString(conf, "y");
            assertThat(watch.awaitChange()).isTrue();
        }
    }

    @Test
    void aReplacedFileIsNoticedAndItsNeighboursAreNot() throws Exception {
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
    void aChangeOfWhatASymbolicLinkLeadsToIsNoticed() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path conf = Files.writeString(elsewhere.resolve("a.conf"), "x");
        Path next = Files.writeString(elsewhere.resolve("b.conf"), "x");
        Path links = Files.createDirectory(folder.resolve("links"));
        Path link = Files.createSymbolicLink(links.resolve("link.conf"), conf);
        try (Watch watch = Watch.of(List.of(link.toString()))) {
            Files.writeString(conf, "y");
            assertThat(watch.awaitChange()).isTrue();
            Path other = Files.createSymbolicLink(links.resolve("other"), next);
            Files.move(other, link, StandardCopyOption.REPLACE_EXISTING);
            assertThat(watch.awaitChange()).isTrue();
        }
    }

    @Test
    void aDeletedFileIsNoticed() throws Exception {
        Path conf = Files.writeString(folder.resolve("a.conf"), "x");
        try (Watch watch = Watch.of(List.of(conf.toString()))) {
            Files.delete(conf);
            assertThat(watch.awaitChange()).isTrue();
        }
    }

    @Test
    void aFolderThatIsMissingIsSaidToBe() {
        String name = folder.resolve("no/a.conf").toString();
        assertThatThrownBy(() -> Watch.of(List.of(name)))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "cannot watch "
                                + name
                                + ": its folder cannot be watched: there is no such file");
    }

    @Test
    void theWatchEndsWhereNobodyReadsOn() throws Exception {
        Path conf = Files.writeString(folder.resolve("a.conf"), "bogus\n");
        var out =
                new PrintStream(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("Broken pipe");
                            }
                        },
                        false,
                        StandardCharsets.UTF_8);
        var context =
                new CommandContext(
                        InputStream.nullInputStream(),
                        out,
                        out,
                        Map.of(),
                        () -> false,
                        CommandContext.Input.OPEN);
        int exitCode =
                CommandRunner.run(new ValidateCommand(), context, "--watch", conf.toString());
        assertThat(exitCode).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void anInterruptEndsTheWatch() throws Exception {
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
                new CommandContext(
                        InputStream.nullInputStream(),
                        out,
                        out,
                        Map.of(),
                        () -> false,
                        CommandContext.Input.OPEN);
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
