package io.tsocks.client.health;

import io.tsocks.net.Selection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// [Selection#ROUND_ROBIN] with weights. Before each turn every member that can be used gains its
/// weight as credit, and who has the turn pays for all of them. So the shares are exact over a
/// round, and the turns of a heavy member lie among those of the others. A member that is left
/// alone neither gains nor pays, so it does not have to catch up when it comes back.
///
/// The method is nginx's "smooth weighted round-robin".
final class WeightedOrder<S> implements Order<S> {

    private final List<Member<S>> members;
    private final Map<Member<S>, Long> credits = new HashMap<>();

    WeightedOrder(List<Member<S>> members) {
        this.members = members;
        members.forEach(member -> credits.put(member, 0L));
    }

    @Override
    public List<Member<S>> rank(String destination, long now) {
        return members.stream()
                .sorted(
                        Comparator.comparingLong(
                                        (Member<S> member) -> credit(member) + member.weight())
                                .reversed()
                                .thenComparingLong(Member::lastTurn))
                .toList();
    }

    @Override
    public void began(Member<S> member, long now) {
        gaining(member, now).forEach(one -> credits.put(one, credit(one) + one.weight()));
        long price = gaining(member, now).mapToLong(Member::weight).sum();
        credits.put(member, credit(member) - price);
    }

    /// Those that can be used, and the one whose turn it is, even if it is the last resort.
    private Stream<Member<S>> gaining(Member<S> turn, long now) {
        return members.stream().filter(one -> one.equals(turn) || one.breaker().isUsable(now));
    }

    private long credit(Member<S> member) {
        return credits.getOrDefault(member, 0L);
    }
}
