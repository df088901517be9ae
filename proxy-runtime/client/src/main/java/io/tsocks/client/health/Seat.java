package io.tsocks.client.health;

/// Who of a group has the connects, where one member has them as long as it lives. Guarded by the
/// lock of [ServerHealth].
final class Seat<S> {

    private final ServerGroup<S> group;
    private Member<S> holder;

    Seat(ServerGroup<S> group, Member<S> holder) {
        this.group = group;
        this.holder = holder;
    }

    Member<S> holder() {
        return holder;
    }

    /// Gives it to a member, and says so if it is another one.
    void give(Member<S> member) {
        if (!member.equals(holder)) {
            group.announce(new HealthEvent.Switched<>(group, holder.server(), member.server()));
            holder = member;
        }
    }
}
