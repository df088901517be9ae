package io.tsocks.validator.lint;

import io.tsocks.engine.RuleUse;
import io.tsocks.grammar.Severity;
import java.util.List;
import java.util.function.Consumer;

/// A rule about networks that could go. A generated file may have very many of them, so [Listing]
/// has only the first reported, with how many they are.
public abstract class IdleNetworkRule extends LintRule {

    /// Parameters as for [LintRule].
    protected IdleNetworkRule(String id, Severity severity, String title) {
        super(id, severity, title);
    }

    /// The networks that the rule is about, in file order.
    protected abstract List<RuleUse.Idle> idle(Subject subject);

    /// What to say about one of them.
    protected abstract Finding finding(Subject subject, RuleUse.Idle idle);

    @Override
    public final void check(Subject subject, Consumer<Finding> findings) {
        idle(subject).forEach(one -> findings.accept(finding(subject, one)));
    }
}
