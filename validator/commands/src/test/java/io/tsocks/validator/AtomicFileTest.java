package io.tsocks.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir private Path folder;

    @Test
    void aWriteThatFailsHalfwayLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "old\n");
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            out.write('n');
                                            throw new IOException("File too large");
                                        }))
                .hasMessage("File too large");
        assertThat(file).hasContent("old\n");
        assertThat(folder.toFile().list()).containsExactly("a.conf");
    }

    @Test
    void aNewFileThatCannotBeFinishedIsNotLeftBehind() {
        Path file = folder.resolve("a.conf");
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        _ -> {
                                            throw new IOException("No space left on device");
                                        }))
                .isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theMessageOfAFailedWriteNamesTheFile() {
        String name = folder.resolve("no folder/a.conf").toString();
        assertThatThrownBy(() -> AtomicFile.write(name, new byte[0]))
                .isInstanceOf(UsageException.class)
                .hasMessage("cannot write " + name + ": there is no such folder");
    }

    @Test
    void whatIsNoRegularFileIsWrittenInPlace() throws Exception {
        AtomicFile.write("/dev/null", new byte[] {1});
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
