package io.tsocks.engine;

import io.tsocks.engine.PolicyMap.Grain;
import io.tsocks.engine.PolicyMap.Owner;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// The possible owners of a policy's map, in the order in which the policy asks them. An owner
/// object is made only when it is needed: of a million networks, few are.
final class Owners extends AbstractList<Owner> implements RandomAccess {

    private final Grain grain;
    private final List<Rule> rules;

    /// The number of each rule's first owner, followed by the number of owners.
    private final int[] firsts;

    private Owners(Grain grain, List<Rule> rules) {
        this.grain = grain;
        this.rules = rules;
        this.firsts = new int[rules.size() + 1];
        for (int i = 0; i < rules.size(); i++) {
            firsts[i + 1] = firsts[i] + count(rules.get(i));
        }
    }

    static Owners of(Policy policy, Grain grain) {
        List<Rule> rules = new ArrayList<>(policy.locals());
        rules.addAll(policy.paths().reversed());
        rules.add(policy.last());
        return new Owners(grain, rules);
    }

    private int count(Rule rule) {
        return switch (grain) {
            case RULE -> 1;
            case STATEMENT -> rule instanceof Rule.Path path ? path.reaches().size() : 1;
        };
    }

    /// The same rules, each of them one owner; their numbers are those of [#ruleOf].
    Owners byRule() {
        return new Owners(Grain.RULE, rules);
    }

    /// The rules in the order in which they are asked.
    List<Rule> rules() {
        return rules;
    }

    /// The number of the first owner of a rule; for the index after the last rule, the number of
    /// owners.
    int firstOf(int rule) {
        return firsts[rule];
    }

    /// The index of an owner's rule.
    int ruleOf(int owner) {
        int found = Arrays.binarySearch(firsts, owner);
        int rule = found >= 0 ? found : -found - 2;
        while (firsts[rule + 1] == owner) {
            rule++; // a path without networks owns nothing
        }
        return rule;
    }

    @Override
    public int size() {
        return firsts[rules.size()];
    }

    @Override
    public Owner get(int owner) {
        int rule = ruleOf(owner);
        return switch (grain) {
            case RULE -> new Owner(rules.get(rule), Owner.WHOLE);
            case STATEMENT ->
                    rules.get(rule) instanceof Rule.Path path
                            ? new Owner(path, owner - firsts[rule])
                            : new Owner(rules.get(rule), Owner.WHOLE);
        };
    }
}
