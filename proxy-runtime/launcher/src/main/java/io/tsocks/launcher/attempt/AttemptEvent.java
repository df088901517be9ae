package io.tsocks.launcher.attempt;

import io.tsocks.client.health.ServerFailure;
import io.tsocks.protocol.Handshake;

/// The events of an [Attempt].
public sealed interface AttemptEvent {

    /// The outcome of the last action.
    sealed interface Answer extends AttemptEvent {}

    /// An occasion to go on: time has passed, or the socket is ready.
    sealed interface Occasion extends AttemptEvent {}

    /// The attempt has to end.
    sealed interface End extends AttemptEvent {}

    /// TCP is being established.
    record Underway() implements Answer {}

    /// TCP is established.
    record Connected() implements Answer {}

    /// TCP is not established, and no connect is under way.
    ///
    /// @param errno why, never 0
    record NotConnected(int errno) implements Answer {}

    /// The handshake that is to be made, of which nothing is sent.
    record Planned(Handshake handshake) implements Answer {}

    /// The socket has taken some of the bytes.
    ///
    /// @param count how many, at least 1
    record Sent(int count) implements Answer {}

    /// The server has sent bytes.
    ///
    /// @param bytes at least one, and no more than were asked for; not copied
    @SuppressWarnings("ArrayRecordComponent") // They are never compared or kept.
    record Received(byte[] bytes) implements Answer {}

    /// Bytes of the server that are still to be received, and perhaps of the destination after
    /// them.
    ///
    /// @param bytes at least one; not copied
    @SuppressWarnings("ArrayRecordComponent") // They are never compared or kept.
    record Arrived(byte[] bytes) implements Answer {}

    /// The server has closed its side.
    record EndOfStream() implements Answer {}

    /// No bytes can be sent for now, or none have arrived.
    record Blocked() implements Answer {}

    /// The connection is broken.
    ///
    /// @param errno the reason, never 0
    record Broken(int errno) implements Answer {}

    /// The bytes that all processes together have carried on the connection.
    ///
    /// @param written bytes handed to the kernel
    /// @param read bytes taken from it
    record Carried(long written, long read) implements Answer {}

    /// The task of the handshake has been run.
    record Worked() implements Answer {}

    /// The attempt begins.
    record Begin() implements Occasion {}

    /// The socket may be ready for what the attempt waits for.
    record Ready() implements Occasion {}

    /// It is time to check whether the program has used the socket.
    record UseDue() implements Occasion {}

    /// The deadline of the phase has passed.
    ///
    /// @param advice what may help, for the end of the message; may be empty
    /// @param silence what the server's silence shows of it, if it owes an answer
    record Late(String advice, ServerFailure silence) implements End {}

    /// The socket cannot be watched.
    ///
    /// @param errno why, never 0
    record NotWatched(int errno) implements End {}

    /// The program has taken its socket back.
    record Cancelled() implements End {}

    /// No process has the socket any more.
    record Deserted() implements End {}

    /// tsocks itself is at fault.
    ///
    /// @param bug the fault in words
    record Fault(String bug) implements End {}
}
