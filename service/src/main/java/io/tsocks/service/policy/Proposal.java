package io.tsocks.service.policy;

import io.tsocks.service.store.PolicyText;
import io.tsocks.service.store.Revision;
import java.util.Optional;

/// A text that someone wants in force.
///
/// @param expected the tag of the revision that it is meant to replace; empty for any
/// @param allowsDirect whether it may open direct access
public record Proposal(
        PolicyText text, Revision.Origin origin, Optional<String> expected, boolean allowsDirect) {}
