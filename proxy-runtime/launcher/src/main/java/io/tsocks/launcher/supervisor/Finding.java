package io.tsocks.launcher.supervisor;

import io.tsocks.client.health.Verdict;

/// What the end of an attempt tells of the server that it was to reach, and of those on the way.
///
/// @param verdict on the server itself
/// @param wasReached whether the server itself was spoken to
/// @param hop the place on the way of the server that was spoken to last, from 0; 0, too, if there
///     was none
/// @param ofHop the verdict on that one
record Finding(Verdict verdict, boolean wasReached, int hop, Verdict ofHop) {

    /// Nothing is known.
    static final Finding NOTHING =
            new Finding(new Verdict.Nothing(), false, 0, new Verdict.Nothing());

    /// Whether the server on the way did its part, and the one behind it was not reached.
    boolean isNextUnreached() {
        return !wasReached
                && verdict instanceof Verdict.Failed
                && !(ofHop instanceof Verdict.Failed);
    }
}
