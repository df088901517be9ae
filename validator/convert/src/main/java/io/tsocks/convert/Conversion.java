package io.tsocks.convert;

import java.util.List;

/// A converted configuration.
///
/// @param text the configuration; it refuses what it cannot say, and never connects directly by a
///     guess
/// @param remarks what cannot be said, in the order of the lines
public record Conversion(String text, List<Remark> remarks) {

    public Conversion {
        remarks = List.copyOf(remarks);
    }

    /// Whether the result says all that the lines of the original say.
    public boolean isWhole() {
        return remarks.stream().noneMatch(remark -> remark.kind() == Remark.Kind.LOST);
    }

    /// Whether the result holds a password.
    public boolean holdsSecret() {
        return remarks.stream().anyMatch(remark -> remark.kind() == Remark.Kind.SECRET);
    }
}
