package io.tsocks.engine;

/// The answer of a policy for one destination.
///
/// @param rule the rule that decided
/// @param origin where the rule stands; if the networks of paths were asked one by one, where the
///     network that matched stands
public record Decision(Action action, Rule rule, Origin origin) {

    /// A decision with the origin of its rule.
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
