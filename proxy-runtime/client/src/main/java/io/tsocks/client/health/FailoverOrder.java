package io.tsocks.client.health;

import io.tsocks.net.Recovery;
import io.tsocks.net.Selection;
import java.util.ArrayList;
import java.util.List;

/// [Selection#FAILOVER].
final class FailoverOrder<S> implements Order<S> {

    private final List<Member<S>> members;
    private final Recovery recovery;
    private final Seat<S> seat;

    FailoverOrder(List<Member<S>> members, Recovery recovery, Seat<S> seat) {
        this.members = members;
        this.recovery = recovery;
        this.seat = seat;
    }

    @Override
    public List<Member<S>> rank(String destination, long now) {
        goBack();
        return switch (recovery) {
            case Recovery.Immediately ignored -> members;
            case Recovery.After ignored -> members;
            case Recovery.Never ignored -> holderFirst();
        };
    }

    private List<Member<S>> holderFirst() {
        List<Member<S>> ranked = new ArrayList<>(members);
        ranked.remove(seat.holder());
        ranked.addFirst(seat.holder());
        return ranked;
    }

    /// Of a preferred member that answers, whether it does so often enough.
    @Override
    public boolean wantsToKnow(Member<S> member, long now) {
        return isPreferred(member) && member.isClosed() && !hasRecovered(member);
    }

    @Override
    public void answered(Member<S> member, long now) {
        if (!seat.holder().isClosed()) {
            seat.give(member);
        }
        goBack();
    }

    /// Gives the seat to the first preferred member that has recovered, if there is one.
    private void goBack() {
        members.stream()
                .filter(this::isPreferred)
                .filter(member -> member.isClosed() && hasRecovered(member))
                .findFirst()
                .ifPresent(seat::give);
    }

    /// Whether the group would rather have it than the one that it has.
    private boolean isPreferred(Member<S> member) {
        return member.position() < seat.holder().position();
    }

    private boolean hasRecovered(Member<S> member) {
        return switch (recovery) {
            case Recovery.Immediately ignored -> true;
            case Recovery.After(int answers) -> member.breaker().answers() >= answers;
            case Recovery.Never ignored -> false;
        };
    }
}
