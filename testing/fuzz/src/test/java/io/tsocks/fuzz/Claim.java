package io.tsocks.fuzz;

import java.util.Objects;
import java.util.function.Supplier;

/// What must hold for every input. Unlike an assertion of AssertJ, one that holds costs nothing: it
/// is asked thousands of times a second.
public final class Claim {

    private Claim() {}

    /// Asks for one.
    ///
    /// @param otherwise what is wrong where it does not hold
    /// @throws AssertionError if it does not hold
    public static void holds(boolean claim, Supplier<String> otherwise) {
        if (!claim) {
            throw new AssertionError(otherwise.get());
        }
    }

    /// Asks whether something is as expected.
    ///
    /// @param what is compared
    /// @throws AssertionError if the two differ
    public static void equal(Object expected, Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": " + actual + " instead of " + expected);
        }
    }
}
