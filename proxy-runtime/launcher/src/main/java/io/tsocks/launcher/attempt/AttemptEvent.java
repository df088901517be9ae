package io.tsocks.launcher.attempt;

import io.tsocks.protocol.Handshake;

/// What an [Attempt] is told.
public sealed interface AttemptEvent {

    /// What has come of the last action.
    sealed interface Answer extends AttemptEvent {}

    /// Time has passed or the socket is ready: the attempt may go on.
    sealed interface Occasion extends AttemptEvent {}

    /// The attempt has to end.
    sealed interface End extends AttemptEvent {}

    /// TCP is being established.
    record Underway() implements Answer {}

    /// TCP is established.
    record Connected() implements Answer {}

    /// TCP is not established, and is not going to be.
    ///
    /// @param errno why, never 0
    record NotConnected(int errno) implements Answer {}

    /// The handshake that is to be made, of which nothing is sent.
    record Planned(Handshake handshake) implements Answer {}

    /// The socket has taken some of the bytes.
    ///
    /// @param count how many, at least 1
    record Sent(int count) implements Answer {}

    /// The server has sent something.
    ///
    /// @param bytes at least one, and not more than were asked for; not copied
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares or keeps them.
    record Received(byte[] bytes) implements Answer {}

    /// The server has closed its side.
    record EndOfStream() implements Answer {}

    /// Nothing can be sent, or has come, for now.
    record Blocked() implements Answer {}

    /// The connection is broken.
    ///
    /// @param errno how, never 0
    record Broken(int errno) implements Answer {}

    /// What everybody together has done on the connection.
    ///
    /// @param written bytes handed to the kernel
    /// @param read bytes taken from it
    record Carried(long written, long read) implements Answer {}

    /// The attempt is to begin.
    record Begin() implements Occasion {}

    /// The socket may be ready for what was waited for.
    record Ready() implements Occasion {}

    /// It is time to look whether the program has used the socket.
    record UseDue() implements Occasion {}

    /// The time of the phase is over.
    ///
    /// @param advice what may help, to follow the message; may be empty
    record Late(String advice) implements End {}

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
    /// @param bug what it says of itself, in words
    record Fault(String bug) implements End {}
}
