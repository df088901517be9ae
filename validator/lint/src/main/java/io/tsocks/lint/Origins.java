package io.tsocks.lint;

import io.tsocks.lint.model.Edit;
import java.util.List;

/// Finds where places of a fixed text were before the fixes. It must be asked from the start of the
/// text to its end, and goes over the edits once.
final class Origins {

    private final List<Edit> edits;
    private int next;

    /// By how many characters the edits so far have lengthened the text.
    private int growth;

    /// @param edits in file order
    Origins(List<Edit> edits) {
        this.edits = edits;
    }

    /// The place before the fixes; for text that an edit wrote, the start of the edit.
    ///
    /// @param place index into the fixed text, not before the one of the last call
    int of(int place) {
        while (next < edits.size()) {
            Edit edit = edits.get(next);
            int start = edit.span().start() + growth;
            if (place < start) {
                break;
            }
            if (place < start + edit.replacement().length()) {
                return edit.span().start();
            }
            growth += edit.replacement().length() - edit.span().length();
            next++;
        }
        return place - growth;
    }
}
