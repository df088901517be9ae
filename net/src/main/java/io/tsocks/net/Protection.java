package io.tsocks.net;

import java.util.Arrays;
import java.util.Optional;

/// How messages are protected after GSSAPI authentication (RFC 1961, section 4.2), the weaker
/// protection first.
public enum Protection {
    /// No change of a message goes unnoticed; everyone can read it.
    INTEGRITY(1, "integrity"),
    /// No one else can read or change a message.
    CONFIDENTIALITY(2, "confidentiality");

    private final int level;
    private final String word;

    Protection(int level, String word) {
        this.level = level;
        this.word = word;
    }

    /// The protection with a word; empty if there is none.
    public static Optional<Protection> parse(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /// The byte on the wire, 1 or 2.
    public int level() {
        return level;
    }

    /// The value of `gssapi` in a tsocks.conf: `integrity` or `confidentiality`.
    public String word() {
        return word;
    }
}
