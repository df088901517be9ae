package io.tsocks.service.policy;

import io.tsocks.engine.Policy;
import io.tsocks.engine.Rule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// How often each rule of a policy has decided. Beyond the first [#MOST] rules of a policy they are
/// counted together, so that what reads the counts is not flooded.
///
/// Thread-safe: the map is not changed after it is made.
public final class RuleHits {

    /// The most rules with a count of their own.
    public static final int MOST = 1000;

    private final IdentityHashMap<Rule, LongAdder> counts = new IdentityHashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final LongAdder others = new LongAdder();

    /// Counts of zero for the rules of a policy.
    public RuleHits(Policy policy) {
        policy.locals().forEach(this::add);
        policy.localHosts().forEach(this::add);
        policy.paths().forEach(this::add);
        add(policy.last());
    }

    private void add(Rule rule) {
        if (rules.size() < MOST && counts.putIfAbsent(rule, new LongAdder()) == null) {
            rules.add(rule);
        }
    }

    /// Counts a decision.
    public void count(Rule rule) {
        counts.getOrDefault(rule, others).increment();
    }

    /// A rule and its count.
    public record Hits(Rule rule, long count) {}

    /// The counts of the rules that have one of their own, in the order of the policy's kinds.
    public List<Hits> list() {
        return rules.stream().map(rule -> new Hits(rule, sum(rule))).toList();
    }

    private long sum(Rule rule) {
        return counts.getOrDefault(rule, others).sum();
    }

    /// How often the other rules have decided, and those that no line says.
    public long others() {
        return others.sum();
    }
}
