package io.tsocks.grammar;

/// A place in a file in the terms of people and tools.
///
/// @param line from 1
/// @param column in code points, from 1
/// @param byteOffset index into the file's bytes, from 0
public record Position(int line, int column, int byteOffset) {

    /// `line:column`
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
