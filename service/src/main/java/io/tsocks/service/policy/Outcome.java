package io.tsocks.service.policy;

import java.util.Optional;

/// What became of a proposal.
public sealed interface Outcome {

    /// It is in force.
    ///
    /// @param review what it has changed
    record Applied(LivePolicy now, Review review) implements Outcome {}

    /// It was in force already: the revision stays the same.
    record Unchanged(LivePolicy now) implements Outcome {}

    /// Another revision is in force than the one that it was meant to replace.
    record Stale() implements Outcome {}

    /// There is no such revision, or it is deleted.
    record Absent(long number) implements Outcome {}

    /// It has errors, or does not give the expected routes.
    record Invalid(Review review) implements Outcome {}

    /// It is valid, but no connection can be made by it here: a password file is absent, for
    /// example.
    record Unusable(String why) implements Outcome {}

    /// It opens direct access, and the proposal does not allow that; or nothing proves that it does
    /// not.
    record Guarded(Review review) implements Outcome {}

    /// Why the text is not in force, in a sentence; empty if it is.
    default Optional<String> error() {
        return switch (this) {
            case Applied _, Unchanged _ -> Optional.empty();
            case Stale _, Absent _, Invalid _, Unusable _, Guarded _ ->
                    Optional.of(Rejections.why(this));
        };
    }
}
