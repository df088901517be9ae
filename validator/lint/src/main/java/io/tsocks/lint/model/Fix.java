package io.tsocks.lint.model;

import io.tsocks.net.Excerpt;
import java.util.List;

/// A way to fix the problem of a finding.
///
/// @param safety how far it can be trusted
/// @param description what it does, as an imperative: `add blanks around =`
/// @param edits the edits of the file, without overlaps
public record Fix(Safety safety, String description, List<Edit> edits) {

    /// Words of the file that the description repeats are shortened.
    public Fix {
        description = Excerpt.of(description);
        edits = List.copyOf(edits);
    }

    /// How far a fix can be trusted.
    public enum Safety {
        /// No route changes, and nothing that the author wrote is lost.
        SAFE,
        /// Routes may change, or a line is removed: a person has to check it.
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
