package io.tsocks.grammar;

/// How much a finding matters, the gravest first.
public enum Severity {
    /// The file does not mean what its author wrote, or cannot be used.
    ERROR,
    /// Very likely a mistake.
    WARNING,
    /// Worth knowing.
    INFO,
    /// A matter of taste and consistency.
    STYLE;

    /// The name in lower case, as reports print it.
    public String label() {
        return switch (this) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "info";
            case STYLE -> "style";
        };
    }

    /// Whether this is at least as grave as `other`.
    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
