package io.tsocks.lint.model;

/// Who can read a file.
public enum Exposure {
    /// Only its owner can read it, or its mode is not known.
    HIDDEN,
    /// Others can read it, but git tracks the file and does not store that part of the mode. On the
    /// machine that the file is for, the mode may be different.
    CHECKED_OUT,
    /// Others can read it.
    OPEN;

    /// The exposure of a file that git does not track.
    public static Exposure of(boolean readableByOthers) {
        return readableByOthers ? OPEN : HIDDEN;
    }
}
