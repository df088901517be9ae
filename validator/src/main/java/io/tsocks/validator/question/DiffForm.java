package io.tsocks.validator.question;

import io.tsocks.engine.analysis.PolicyDiff;
import io.tsocks.validator.UsageException;
import java.io.IOException;
import java.io.PrintStream;

/// What a difference looks like.
sealed interface DiffForm permits DiffText, DiffJson, DiffMarkdown {

    /// The form of a name.
    ///
    /// @throws UsageException if no form has it
    static DiffForm of(String label) throws UsageException {
        return switch (label) {
            case "text" -> new DiffText();
            case "json" -> new DiffJson();
            case "markdown" -> new DiffMarkdown();
            default ->
                    throw new UsageException(
                            "there is no format '" + label + "': it is text, json or markdown");
        };
    }

    /// Writes a difference.
    void write(PolicyDiff diff, ChartedConf old, ChartedConf young, PrintStream out)
            throws IOException;
}
