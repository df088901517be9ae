package io.tsocks.net;

import java.time.Duration;

/// How often the servers of a group are checked, whether or not programs connect.
public sealed interface Checks {

    /// The value of `check` in a tsocks.conf, such as `30s`.
    default String words() {
        return switch (this) {
            case None ignored -> "none";
            case Every(Duration interval) ->
                    interval.toSecondsPart() == 0
                            ? interval.toMinutes() + "m"
                            : interval.toSeconds() + "s";
        };
    }

    /// Never: only connects show whether a server lives.
    record None() implements Checks {}

    /// Once in an interval.
    ///
    /// @param interval whole seconds, from one second to an hour
    record Every(Duration interval) implements Checks {

        /// The longest interval.
        public static final Duration LONGEST = Duration.ofHours(1);

        public Every {
            if (interval.toSeconds() < 1
                    || !interval.equals(Duration.ofSeconds(interval.toSeconds()))
                    || interval.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("checks every " + interval);
            }
        }
    }
}
