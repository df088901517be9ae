package io.tsocks.engine.analysis;

import io.tsocks.net.HostName;

/// Names that all patterns of an analysis treat alike. Of the classes of one analysis, a name is in
/// the one that fits it most closely: in the class of itself, else in that of the nearest name
/// above it, else among the others.
sealed interface NameClass {

    /// One name.
    record Itself(HostName name) implements NameClass {}

    /// The names below one that are in no closer class.
    record Below(HostName name) implements NameClass {}

    /// The names that are in no closer class.
    record Others() implements NameClass {}
}
