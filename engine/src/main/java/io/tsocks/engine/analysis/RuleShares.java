package io.tsocks.engine.analysis;

import io.tsocks.engine.NameMap;
import io.tsocks.engine.Partition;
import io.tsocks.engine.PolicyMap;
import io.tsocks.engine.PortMap;
import io.tsocks.engine.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;

/// How much each path and the last rule decide.
final class RuleShares {

    /// By identity, because a path may be long.
    private final IdentityHashMap<Rule, LineMeaning.RuleShare> shares = new IdentityHashMap<>();

    private RuleShares() {}

    /// Counts in one pass over a map.
    static RuleShares of(PolicyMap map, NameShares names) {
        List<Rule> rules = new ArrayList<>();
        IdentityHashMap<Rule, Integer> numbers = new IdentityHashMap<>();
        int[] ruleOf = new int[map.owners().size()];
        for (int i = 0; i < ruleOf.length; i++) {
            Rule rule = map.owners().get(i).rule();
            ruleOf[i] = numbers.computeIfAbsent(rule, ignored -> rules.size());
            if (ruleOf[i] == rules.size()) {
                rules.add(rule);
            }
        }
        var deciding = new BitSet();
        BigInteger[] ip4 = sizes(map.ip4(), ruleOf, rules.size(), deciding);
        BigInteger[] ip6 = sizes(map.ip6(), ruleOf, rules.size(), deciding);
        IdentityHashMap<Rule, int[]> lines = lines(map, deciding, names);
        var all = new RuleShares();
        lines.forEach(
                (rule, counted) ->
                        all.shares.put(rule, share(BigInteger.ZERO, BigInteger.ZERO, counted)));
        for (int i = 0; i < rules.size(); i++) {
            int[] counted = lines.getOrDefault(rules.get(i), new int[3]);
            all.shares.put(rules.get(i), share(ip4[i], ip6[i], counted));
        }
        return all;
    }

    private static LineMeaning.RuleShare share(BigInteger ip4, BigInteger ip6, int[] counted) {
        return new LineMeaning.RuleShare(ip4, ip6, counted[0], counted[1], counted[2] > 0);
    }

    LineMeaning.RuleShare of(Rule rule) {
        return shares.getOrDefault(rule, LineMeaning.RuleShare.NOTHING);
    }

    /// The number of addresses of each rule.
    ///
    /// @param deciding receives the owners that decide for something
    private static BigInteger[] sizes(Partition cells, int[] ruleOf, int rules, BitSet deciding) {
        BigInteger[] sizes = new BigInteger[rules];
        Arrays.fill(sizes, BigInteger.ZERO);
        int[] lastCell = new int[rules];
        Arrays.fill(lastCell, -1);
        for (int cell = 0; cell < cells.size(); cell++) {
            BigInteger size = new AddressRange(cells.first(cell), cells.last(cell)).unmappedSize();
            PortMap ports = cells.ports(cell);
            for (int piece = 0; piece < ports.size() && size.signum() > 0; piece++) {
                int rule = ruleOf[ports.owner(piece)];
                if (ports.last(piece) > 0) {
                    deciding.set(ports.owner(piece));
                    if (lastCell[rule] != cell) {
                        lastCell[rule] = cell;
                        sizes[rule] = sizes[rule].add(size);
                    }
                }
            }
        }
        return sizes;
    }

    /// For each path, the number of its lines, of those that decide for nothing, and of those that
    /// decide for names.
    private static IdentityHashMap<Rule, int[]> lines(
            PolicyMap map, BitSet deciding, NameShares names) {
        IdentityHashMap<Rule, int[]> lines = new IdentityHashMap<>();
        for (int i = 0; i < map.owners().size(); i++) {
            if (map.owners().get(i).rule() instanceof Rule.Path path) {
                count(lines, path)[1] += deciding.get(i) ? 0 : 1;
            }
        }
        List<NameMap.Owner> owners = names.owners();
        for (int i = 0; i < owners.size(); i++) {
            if (owners.get(i).rule() instanceof Rule.Path path) {
                boolean decides = names.decides(i);
                count(lines, path)[decides ? 2 : 1]++;
            }
        }
        return lines;
    }

    private static int[] count(IdentityHashMap<Rule, int[]> lines, Rule.Path path) {
        int[] counted = lines.computeIfAbsent(path, ignored -> new int[3]);
        counted[0]++;
        return counted;
    }
}
