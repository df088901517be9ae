package io.tsocks.lint.report;

import io.tsocks.lint.LintedFile;
import java.io.IOException;

/// A report in one format, written as the files come.
public interface Report {

    /// Writes the part before the first file.
    void begin() throws IOException;

    /// Writes a file's findings.
    void add(LintedFile linted) throws IOException;

    /// Writes that a file could not be read. A format without a place for that may leave it out,
    /// because the command also writes it to standard error.
    ///
    /// @param name what messages call the file
    /// @param reason a sentence that names the file
    void unreadable(String name, String reason) throws IOException;

    /// Writes the part after the last file. The output is flushed and stays open.
    void end() throws IOException;
}
