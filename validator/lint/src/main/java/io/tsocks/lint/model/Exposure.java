package io.tsocks.lint.model;

/// Who can read a file.
public enum Exposure {
    /// Its owner alone, or nothing is known of its mode.
    HIDDEN,
    /// Others too, but git tracks the file, and git keeps no mode that could say otherwise. The
    /// mode on the machine that the file is for may be another.
    CHECKED_OUT,
    /// Others too.
    OPEN;

    /// The exposure of a file that git does not track.
    public static Exposure of(boolean readableByOthers) {
        return readableByOthers ? OPEN : HIDDEN;
    }
}
