package io.tsocks.launcher.attempt;

import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.Phase;
import org.jspecify.annotations.Nullable;

/// The states of an [Attempt], with the data that each needs.
public sealed interface AttemptState {

    /// A handshake under way, and how much of it has been carried.
    ///
    /// @param phase the phase that was last waited for
    /// @param sent bytes of the handshake that the socket has taken
    /// @param received bytes of the handshake that have come
    /// @param isAlone whether no other program has used the socket, so that a login can be sent
    record Talk(Handshake handshake, Phase phase, long sent, long received, boolean isAlone) {

        static Talk of(Handshake handshake) {
            return new Talk(handshake, Phase.METHOD, 0, 0, false);
        }

        Talk waitingFor(Phase next) {
            return new Talk(handshake, next, sent, received, false);
        }

        Talk sent(int count) {
            return new Talk(handshake, phase, sent + count, received, isAlone);
        }

        Talk received(int count) {
            return new Talk(handshake, phase, sent, received + count, false);
        }

        /// The handshake after a wait, during which the program may have used the socket.
        Talk unsure() {
            return new Talk(handshake, phase, sent, received, false);
        }

        Talk alone() {
            return new Talk(handshake, phase, sent, received, true);
        }
    }

    /// What follows once it is known that no program has used the socket.
    sealed interface Next {

        /// Send the bytes that the handshake has due.
        record Send() implements Next {}

        /// Wait for the socket.
        record Await(boolean toWrite) implements Next {}

        /// End the attempt.
        record End(Ending ending) implements Next {}
    }

    /// The handshake under way; null before it and after it.
    default @Nullable Talk talk() {
        return null;
    }

    /// The attempt has not begun.
    record Fresh() implements AttemptState {}

    /// The kernel has been asked to connect, and has not answered.
    record Starting() implements AttemptState {}

    /// TCP is being established.
    record Connecting() implements AttemptState {}

    /// The state of TCP is being looked up.
    record Looking() implements AttemptState {}

    /// TCP is established, and the handshake is being chosen.
    record Planning() implements AttemptState {}

    /// Bytes of the handshake are being sent.
    record Sending(Talk talk) implements AttemptState {}

    /// The bytes that have come are looked at: how many of them belong to the handshake?
    record Peeking(Talk talk) implements AttemptState {}

    /// Bytes of the handshake are being received.
    ///
    /// @param limit the most bytes to receive
    record Receiving(Talk talk, int limit) implements AttemptState {}

    /// A check whether the program has used the socket is under way.
    record Comparing(Talk talk, Next next) implements AttemptState {}

    /// Another thread runs a task of the handshake.
    record Working(Talk talk) implements AttemptState {}

    /// The handshake waits for the socket.
    record Waiting(Talk talk, boolean toWrite) implements AttemptState {}

    /// Nothing more will happen.
    record Over(Ending ending) implements AttemptState {}
}
