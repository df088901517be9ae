package io.tsocks.validator;

import java.nio.charset.StandardCharsets;

/// Writes files that the user names.
final class OutputFile {

    private OutputFile() {}

    /// Writes a new file, or replaces an old one.
    ///
    /// @throws UsageException if that is not possible
    static void write(String name, String text) throws UsageException {
        AtomicFile.write(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
