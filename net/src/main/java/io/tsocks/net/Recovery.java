package io.tsocks.net;

/// When a group with [Selection#FAILOVER] goes back to a member that it prefers and had to leave.
/// The other selections take a member back as soon as it answers.
public sealed interface Recovery {

    /// What a group without a line for it has.
    static Recovery standard() {
        return new After(2);
    }

    /// The value of `recover` in a tsocks.conf, such as `after 2`.
    default String words() {
        return switch (this) {
            case Immediately ignored -> "immediately";
            case After(int answers) -> "after " + answers;
            case Never ignored -> "never";
        };
    }

    /// As soon as it has answered once.
    record Immediately() implements Recovery {}

    /// When it has answered so many times in a row, to checks or to connects. Until then one
    /// connect at a time tries it.
    ///
    /// @param answers at least 1, which is the same as immediately
    record After(int answers) implements Recovery {
        public After {
            if (answers < 1) {
                throw new IllegalArgumentException("after " + answers + " answers");
            }
        }
    }

    /// Not before the member that took its place fails.
    record Never() implements Recovery {}
}
