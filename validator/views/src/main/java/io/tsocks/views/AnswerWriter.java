package io.tsocks.views;

import java.io.IOException;

/// Writes the answers of `tsocks-route` in one format.
public interface AnswerWriter {

    /// Writes an answer.
    void write(Answer answer) throws IOException;

    /// Passes on everything that was written so far to the reader.
    void flush() throws IOException;
}
