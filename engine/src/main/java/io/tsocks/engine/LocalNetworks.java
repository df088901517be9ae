package io.tsocks.engine;

import io.tsocks.net.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells which addresses are in a policy's local networks. The first questions are answered by
/// reading the list, which is enough for most policies. After that a table of ranges answers,
/// because a file may have as many servers as networks. Safe to share between threads.
final class LocalNetworks {

    /// Up to this many networks are read faster than a table is searched.
    private static final int FEW = 16;

    /// The table is made after this many questions.
    private static final int READINGS = 16;

    private final List<Rule.Local> locals;

    /// Written by every thread that asks. An increment that is lost only delays the table by one
    /// question.
    private int asked;

    /// Volatile, so that a thread that sees the table sees its content. Two threads may each make a
    /// table; both tables are equal.
    private volatile @Nullable Table table;

    LocalNetworks(List<Rule.Local> locals) {
        this.locals = locals;
    }

    boolean contain(Address address) {
        Table known = table;
        if (known != null) {
            return known.contains(address);
        }
        if (locals.size() > FEW && asked++ >= READINGS) {
            Table made = Table.of(locals);
            table = made;
            return made.contains(address);
        }
        return locals.stream().anyMatch(local -> local.network().contains(address));
    }

    /// The networks as ranges, and those whose masks have too many holes for ranges.
    ///
    /// @param none the owner of addresses that are in none of the networks
    private record Table(RouteTable ranges, int none, MaskedNetworks others) {

        static Table of(List<Rule.Local> locals) {
            Policy alone = new Policy(locals, List.of(), new Rule.Nothing());
            PolicyMap map = PolicyMap.of(alone, PolicyMap.Grain.RULE);
            return new Table(
                    RouteTable.compile(map.withoutUncharted()),
                    map.owners().size() - 1,
                    MaskedNetworks.of(
                            map.uncharted().stream().map(PolicyMap.Uncharted::network).toList()));
        }

        boolean contains(Address address) {
            return switch (address) {
                case Address.Ip4(int bits) ->
                        ranges.ownerOf(bits, 0) != none || others.contain(bits);
                case Address.Ip6(long high, long low) -> ranges.ownerOf(high, low, 0) != none;
            };
        }
    }
}
