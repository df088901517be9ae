package io.tsocks.grammar;

/// A place in a file as people and tools say it.
///
/// @param line from 1
/// @param column in code points, from 1
/// @param byteOffset in the file's bytes, from 0
public record Position(int line, int column, int byteOffset) {

    /// `line:column`
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
