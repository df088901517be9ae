package io.tsocks.convert;

import io.tsocks.net.Excerpt;

/// What the reader of a converted configuration has to know. It holds no password.
///
/// @param kind whether something is missing
/// @param line the line that it is about, from 1; 0 if it is about the whole file
/// @param column in code points, from 1; 0 if it is about the whole file
/// @param what what cannot be said, and why: a clause, without a final stop
/// @param instead what was done instead, without a final stop; empty if nothing had to be done
public record Remark(Kind kind, int line, int column, String what, String instead) {

    /// Whether something is missing.
    public enum Kind {
        /// A line says something that the result does not say.
        LOST,
        /// Nothing is missing that a line says: the other program does something by itself, or the
        /// line is not about routes.
        NOTE,
        /// The result holds a password.
        SECRET;

        /// The word for people and programs.
        public String label() {
            return switch (this) {
                case LOST -> "lost";
                case NOTE -> "note";
                case SECRET -> "secret";
            };
        }
    }

    public Remark {
        what = Excerpt.of(what);
        instead = Excerpt.of(instead);
    }
}
