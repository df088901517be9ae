package io.tsocks.lint.model;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// A file that shows what a rule is about; every example is a test of its rule.
///
/// @param text the file
/// @param encoding the encoding in which it is saved
/// @param exposure who can read it
public record Example(String text, Charset encoding, Exposure exposure) {

    /// A file in UTF-8 that only its owner can read.
    public static Example of(String text) {
        return new Example(text, StandardCharsets.UTF_8, Exposure.HIDDEN);
    }

    /// The same file in another encoding.
    public Example in(Charset other) {
        return new Example(text, other, exposure);
    }

    /// The same file, readable by others.
    public Example readableByOthers() {
        return new Example(text, encoding, Exposure.OPEN);
    }

    /// The bytes of the file.
    public byte[] bytes() {
        return text.getBytes(encoding);
    }
}
