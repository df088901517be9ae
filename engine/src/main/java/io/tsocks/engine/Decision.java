package io.tsocks.engine;

/// The answer of a policy for one destination.
///
/// @param rule what decided
/// @param origin where that stands: the rule, or the one of a path's networks that matched, if the
///     question was asked of single networks
public record Decision(Action action, Rule rule, Origin origin) {

    /// The decision of a rule as a whole.
    public Decision(Action action, Rule rule) {
        this(action, rule, rule.origin());
    }

    /// `direct`, `via socks5://10.1.7.25:1080 (path at line 2)`, or `refused` with the reason.
    @Override
    public String toString() {
        return switch (action) {
            case Action.Direct direct -> direct.toString();
            case Action.Via via -> via + " (" + rule.describe() + ")";
            case Action.Refused refused -> refused.toString();
        };
    }
}
