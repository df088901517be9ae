package io.tsocks.views;

import io.tsocks.engine.analysis.PolicyDiff;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/// A format for differences.
public sealed interface DiffForm permits DiffText, DiffJson, DiffMarkdown {

    /// The format with a name: `text`, `json` or `markdown`.
    static Optional<DiffForm> of(String label) {
        return switch (label) {
            case "text" -> Optional.of(new DiffText());
            case "json" -> Optional.of(new DiffJson());
            case "markdown" -> Optional.of(new DiffMarkdown());
            default -> Optional.empty();
        };
    }

    /// Writes a difference.
    void write(PolicyDiff diff, ChartedConf old, ChartedConf young, PrintStream out)
            throws IOException;
}
