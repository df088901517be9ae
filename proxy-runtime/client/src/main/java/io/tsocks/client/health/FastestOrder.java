package io.tsocks.client.health;

import io.tsocks.net.Selection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [Selection#FASTEST]. Members of which no time is known, or only an old one, get a connect each
/// before the others, so that there is something to compare.
final class FastestOrder<S> implements Order<S> {

    private final List<Member<S>> members;
    private final Seat<S> seat;

    FastestOrder(List<Member<S>> members, Seat<S> seat) {
        this.members = members;
        this.seat = seat;
    }

    @Override
    public List<Member<S>> rank(String destination, long now) {
        compare();
        return members.stream()
                .sorted(
                        Comparator.comparing((Member<S> member) -> !wantsToKnow(member, now))
                                .thenComparing(member -> !member.equals(seat.holder()))
                                .thenComparingLong(member -> member.time().nanos()))
                .toList();
    }

    @Override
    public boolean wantsToKnow(Member<S> member, long now) {
        return member.time().isDue(now);
    }

    @Override
    public void answered(Member<S> member, long now) {
        compare();
    }

    private void compare() {
        Optional<Member<S>> fastest =
                members.stream()
                        .filter(member -> member.isClosed() && member.time().isKnown())
                        .min(Comparator.comparingLong(member -> member.time().nanos()));
        fastest.filter(this::beatsHolder).ifPresent(seat::give);
    }

    private boolean beatsHolder(Member<S> member) {
        Member<S> holder = seat.holder();
        return !holder.isClosed()
                || !holder.time().isKnown()
                || member.time().isClearlyLess(holder.time());
    }
}
