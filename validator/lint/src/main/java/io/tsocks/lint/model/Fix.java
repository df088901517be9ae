package io.tsocks.lint.model;

import io.tsocks.net.Excerpt;
import java.util.List;

/// A way to put a finding right.
///
/// @param safety whether it is safe
/// @param description what it does, as an order: `add blanks around =`
/// @param edits of the file, none of which overlaps another
public record Fix(Safety safety, String description, List<Edit> edits) {

    /// Words of the file that the description repeats are shortened.
    public Fix {
        description = Excerpt.of(description);
        edits = List.copyOf(edits);
    }

    /// How far a fix can be trusted.
    public enum Safety {
        /// No destination is routed differently, and nothing that somebody wrote is lost.
        SAFE,
        /// Routes may change, or a line goes: somebody has to look at it.
        UNSAFE;

        /// The name in lower case.
        public String label() {
            return this == SAFE ? "safe" : "unsafe";
        }
    }

    /// A safe fix of one edit.
    public static Fix safe(String description, Edit... edits) {
        return new Fix(Safety.SAFE, description, List.of(edits));
    }

    /// An unsafe fix of one edit.
    public static Fix unsafe(String description, Edit... edits) {
        return new Fix(Safety.UNSAFE, description, List.of(edits));
    }
}
