package io.tsocks.lint;

import io.tsocks.lint.model.Edit;
import java.util.List;

/// Where places of a fixed text were before the fixes. It is asked from the start of the text to
/// its end, and goes over the edits once.
final class Origins {

    private final List<Edit> edits;
    private int next;

    /// How much longer the edits up to here have made the text.
    private int growth;

    /// @param edits in file order
    Origins(List<Edit> edits) {
        this.edits = edits;
    }

    /// The place before the fixes; for what an edit wrote, where the edit starts.
    ///
    /// @param place in the fixed text, not before the last one that was asked about
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
