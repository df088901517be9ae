package io.tsocks.net;

/// A password that no message, log or report shows: its `toString` is `********`.
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /// Wraps a password.
    public static Secret of(String value) {
        return new Secret(value);
    }

    /// The password itself. Only code that sends it to a server calls this.
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "********";
    }
}
