package io.tsocks.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;

/// Compares a text with the one that a person approved, which is a file beside the tests.
/// `-Dtsocks.approve=true` writes the file instead; the change is then reviewed like any other.
public final class Approved {

    private Approved() {}

    /// Compares with `src/test/approved/NAME` of the module under test.
    public static void verify(String name, String actual) {
        Path file = Path.of("src/test/approved").resolve(name);
        try {
            if (Boolean.getBoolean("tsocks.approve")) {
                approve(file, actual);
                return;
            }
            String approved = Files.exists(file) ? Files.readString(file) : "";
            Assertions.assertThat(actual)
                    .as("%s; -Dtsocks.approve=true accepts the new text", file)
                    .isEqualTo(approved);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void approve(Path file, String actual) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
    }
}
