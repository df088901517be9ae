package io.tsocks.client.health;

import io.tsocks.net.Selection;
import java.util.Comparator;
import java.util.List;

/// [Selection#ROUND_ROBIN]. Who has waited longest is first. So a dead member's share goes to all
/// others alike, which a plain circle would give to its neighbour.
record RoundRobinOrder<S>(List<Member<S>> members) implements Order<S> {

    @Override
    public List<Member<S>> rank(String destination, long now) {
        return members.stream().sorted(Comparator.comparingLong(Member::lastTurn)).toList();
    }
}
