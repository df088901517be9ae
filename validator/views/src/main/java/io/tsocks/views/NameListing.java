package io.tsocks.views;

import java.util.List;

/// The table of names under a map.
///
/// @param note how to read the rows
/// @param rows empty if there is nothing to say about names
public record NameListing(String note, List<NameRow> rows) {

    /// The most rows that are drawn.
    private static final int MOST = 40;

    public NameListing {
        rows = List.copyOf(rows);
    }

    /// Whether there is nothing to draw.
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /// The rows that are drawn.
    List<NameRow> shown() {
        return rows.subList(0, Math.min(rows.size(), MOST));
    }

    /// How many rows are not drawn, in words; empty if all are.
    String left() {
        int left = rows.size() - shown().size();
        return left == 0 ? "" : "and " + Words.number(left) + " more";
    }
}
