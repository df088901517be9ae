package io.tsocks.client.health;

import java.util.List;

/// In which order a group tries its members. Guarded by the lock of [ServerHealth].
interface Order<S> {

    /// The members in the order in which a connect tries them, those included that are left alone:
    /// they are passed over when it is their turn.
    List<Member<S>> rank(String destination, long now);

    /// Whether something is to be found out about a member, by one connect at a time.
    default boolean wantsToKnow(Member<S> member, long now) {
        return false;
    }

    /// A member is about to have a turn.
    default void began(Member<S> member, long now) {}

    /// A member has done its part.
    default void answered(Member<S> member, long now) {}
}
