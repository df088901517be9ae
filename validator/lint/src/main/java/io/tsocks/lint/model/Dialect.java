package io.tsocks.lint.model;

/// Which program a file is for.
public enum Dialect {
    /// The language of this project: that of tsocks 1.8 with the extensions.
    EXTENDED("extended"),
    /// The language of tsocks 1.8 alone: anything that it would not understand, or would read
    /// differently, is an error.
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
