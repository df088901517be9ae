package io.tsocks.validator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Configurations for the tests of the commands.
final class Confs {

    /// Relative to the module, in which the tests run, so that messages are the same everywhere.
    static final String OFFICE = "../../samples/office.conf";

    /// One in which there is nothing to find.
    static final String CLEAN = "../../samples/ssh.conf";

    /// One with lines about host names.
    static final String NAMES = "src/test/conf/names.conf";

    static final String MISTAKES = "../../samples/mistakes.conf";

    private Confs() {}

    /// Writes a configuration into a folder.
    static String write(Path folder, String... lines) {
        try {
            Path file = folder.resolve("tsocks.conf");
            return Files.writeString(file, String.join("\n", lines) + "\n").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
