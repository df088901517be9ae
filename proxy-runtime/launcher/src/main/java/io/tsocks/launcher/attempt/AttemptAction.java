package io.tsocks.launcher.attempt;

import java.nio.ByteBuffer;

/// What an [Attempt] wants done.
public sealed interface AttemptAction {

    /// To be done at once; what came of it is the attempt's next event.
    sealed interface Deed extends AttemptAction {}

    /// After this the attempt waits for an event from outside.
    sealed interface Pause extends AttemptAction {}

    /// Look how far TCP is: Underway, Connected or NotConnected.
    record LookAtTcp() implements Deed {}

    /// Choose how the handshake is made: Planned.
    record PlanHandshake() implements Deed {}

    /// Send what the socket takes at once: Sent, Blocked or Broken.
    ///
    /// @param bytes at least one; only to be read
    record Send(ByteBuffer bytes) implements Deed {}

    /// Receive what is there: Received, EndOfStream, Blocked or Broken.
    ///
    /// @param limit how many bytes at most, at least 1: what follows them is the program's
    record Receive(int limit) implements Deed {}

    /// Count what everybody has done on the connection: Carried.
    ///
    /// @param sent how many bytes the handshake has sent
    /// @param received how many bytes it has received
    record Compare(long sent, long received) implements Deed {}

    /// Have the kernel connect the socket: Underway, Connected or NotConnected, now or later.
    record Connect() implements Pause {}

    /// Tell when the socket is ready.
    ///
    /// @param toWrite whether for writing; else for reading
    record Await(boolean toWrite) implements Pause {}

    /// Go on waiting for what is waited for.
    record Rest() implements Pause {}

    /// The attempt is over: tell those who wait for it, and let go of the socket.
    ///
    /// @param ending how it ended
    /// @param undo whether the socket's state is the attempt's doing, and is to be undone
    record Finish(Ending ending, boolean undo) implements Pause {}
}
