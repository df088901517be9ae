package io.tsocks.engine.analysis;

import io.tsocks.net.HostName;

/// Names that all patterns of an analysis treat alike. A name is in the closest class of the
/// analysis: its own if there is one, else that of the names below the nearest name above it, else
/// that of all other names.
sealed interface NameClass {

    /// One name.
    record Itself(HostName name) implements NameClass {}

    /// The names below one that are in no closer class.
    record Below(HostName name) implements NameClass {}

    /// All names that are in no closer class.
    record Others() implements NameClass {}
}
