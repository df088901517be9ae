package io.tsocks.service.api;

import io.tsocks.engine.Action;

/// Counts decisions by their outcome.
@FunctionalInterface
public interface DecisionCount {

    /// Counts one.
    void count(Action action);
}
