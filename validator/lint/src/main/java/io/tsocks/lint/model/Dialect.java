package io.tsocks.lint.model;

/// Which program a file is for.
public enum Dialect {
    /// This project's: tsocks 1.8's language and the extensions.
    EXTENDED("extended"),
    /// That of tsocks 1.8 alone: what it would not understand, or would read differently, is an
    /// error.
    TSOCKS_1_8("tsocks-1.8");

    private final String label;

    Dialect(String label) {
        this.label = label;
    }

    /// The name that `--dialect` takes.
    public String label() {
        return label;
    }
}
