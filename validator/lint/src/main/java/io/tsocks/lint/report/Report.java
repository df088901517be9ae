package io.tsocks.lint.report;

import io.tsocks.lint.LintedFile;
import java.io.IOException;

/// A report in one format, written as the files come.
public interface Report {

    /// Writes what comes before the first file.
    void begin() throws IOException;

    /// Writes a file's findings.
    void add(LintedFile linted) throws IOException;

    /// Writes that a file could not be read. What no format has a place for is in the message that
    /// the command writes to standard error anyway.
    ///
    /// @param name what messages call the file
    /// @param reason a sentence that names it
    void unreadable(String name, String reason) throws IOException;

    /// Writes what comes after the last file. The output is flushed and stays open.
    void end() throws IOException;
}
