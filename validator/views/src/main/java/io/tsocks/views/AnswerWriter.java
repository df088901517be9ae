package io.tsocks.views;

import java.io.IOException;

/// Writes the answers of `tsocks-route` in one format.
public interface AnswerWriter {

    /// Writes an answer.
    void write(Answer answer) throws IOException;

    /// Hands everything that was written to whoever reads it.
    void flush() throws IOException;
}
