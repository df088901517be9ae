package io.tsocks.launcher.attempt;

import io.tsocks.protocol.Handshake;
import io.tsocks.protocol.Phase;
import org.jspecify.annotations.Nullable;

/// How far an [Attempt] is, with what it has to know there.
public sealed interface AttemptState {

    /// A handshake under way, and how much of it has passed.
    ///
    /// @param phase what was last waited for
    /// @param sent bytes of the handshake that the socket has taken
    /// @param received bytes of the handshake that have come
    /// @param isAlone whether nobody else has used the socket, so that a login can be sent
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

        /// After a wait, in which the program may have done anything.
        Talk unsure() {
            return new Talk(handshake, phase, sent, received, false);
        }

        Talk alone() {
            return new Talk(handshake, phase, sent, received, true);
        }
    }

    /// What follows once it is known that nobody else has used the socket.
    sealed interface Next {

        /// Send what the handshake has to send.
        record Send() implements Next {}

        /// Wait for the socket.
        record Await(boolean toWrite) implements Next {}

        /// End like this.
        record End(Ending ending) implements Next {}
    }

    /// The handshake under way; null before it and after it.
    default @Nullable Talk talk() {
        return null;
    }

    /// Not begun.
    record Fresh() implements AttemptState {}

    /// The kernel has been asked to connect, and has not answered.
    record Starting() implements AttemptState {}

    /// TCP is being established, and nobody looks.
    record Connecting() implements AttemptState {}

    /// It is being found out how far TCP is.
    record Looking() implements AttemptState {}

    /// TCP is established, and the handshake is being chosen.
    record Planning() implements AttemptState {}

    /// Bytes of the handshake are being sent.
    record Sending(Talk talk) implements AttemptState {}

    /// Bytes of the handshake are being received.
    ///
    /// @param limit how many at most
    record Receiving(Talk talk, int limit) implements AttemptState {}

    /// It is being found out whether the program has used the socket.
    record Comparing(Talk talk, Next next) implements AttemptState {}

    /// The handshake waits for the socket.
    record Waiting(Talk talk, boolean toWrite) implements AttemptState {}

    /// Nothing more will happen.
    record Over(Ending ending) implements AttemptState {}
}
