package io.tsocks.validator.lint;

/// A file that shows what a rule is about; every example is a test of its rule.
///
/// @param text the file
/// @param readableByOthers whether the file's permissions let other users read it
public record Example(String text, boolean readableByOthers) {

    /// A file that only its owner can read.
    public static Example of(String text) {
        return new Example(text, false);
    }
}
