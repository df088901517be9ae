package io.tsocks.validator.question;

import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Writes files that the user names.
final class OutputFile {

    private OutputFile() {}

    /// Writes a file, or over it.
    ///
    /// @throws UsageException where that is not possible
    static void write(String name, String text) throws UsageException {
        try {
            Files.writeString(Path.of(name), text);
        } catch (NoSuchFileException e) {
            throw new UsageException("cannot write " + name + ": there is no such folder");
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("cannot write " + name + ": " + e.getMessage());
        }
    }
}
